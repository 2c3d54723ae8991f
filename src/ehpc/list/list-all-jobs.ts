import type { Client } from "../api/client";
import { listEntryKey } from "../job/job-key";
import type { ListedJob } from "./listed-job";
import { mergeInOrder } from "./merge-in-order";
import { type JobListRequest, type ListOptions, pageReader } from "./page-reader";
import { type Reading, readPages } from "./read-pages";
import { inSubmissionOrder, limitIsCertain } from "./submission-order";

export type { JobListRequest } from "./page-reader";

/** The jobs of a list. */
export interface JobList {
  /** The service's id of the first call. */
  requestId: string | null;
  /** How many jobs the service counts, before `nameRegex` and `limit`. */
  totalCount: number;
  /** In the order asked for, each once. */
  jobs: readonly ListedJob[];
  /** What further entries say of jobs of the list: they may contradict the first. */
  repeats: readonly ListedJob[];
  /** How many jobs the service counts without giving them. */
  missing: number;
  /** How many entries have no job id, and are left out. */
  withoutId: number;
  /** Whether the list stood still long enough to be sure that it is whole. */
  settled: boolean;
  /**
   * Whether times of submission say for sure which jobs are within the limit, see `limitIsCertain`; `null` where there is
   * no limit, or another order.
   */
  limitCertain: boolean | null;
}

/** How often a list that keeps changing is read. */
export const MOST_READINGS = 4;

/**
 * Lists jobs, on as many pages as there are (ListJobs, API version 2024-07-30).
 *
 * The service numbers its pages, and jobs come and go between two calls: a job may move from one page to another and be
 * listed twice, or never. IDs therefore tell jobs apart, and a list of several pages is read again until a reading brings
 * no job that was there before the first began. What any reading found is
 * in the list. Of times, the service's filter is held against the submit time of each job, as its own text leaves open
 * which time it means. The order of submission is made here, over all jobs that match, see `inSubmissionOrder`.
 *
 * Throws `EhpcError`, and `NotationError` for a `nameRegex` that cannot be used.
 */
export async function listAllJobs(
  client: Pick<Client, "listJobs">,
  request: JobListRequest,
  options: ListOptions,
): Promise<JobList> {
  const { limit, ...unlimited } = request;
  const { sort } = request;
  const bySubmission = sort?.by === "submit" ? sort.order : null;
  // The service's own order of submission decides nothing: all jobs are read.
  const enough = bySubmission === null && limit !== undefined ? { limit } : {};
  const reader = pageReader(client, { ...unlimited, ...enough }, options);
  const read = () => readPages({ ...reader, ...enough });

  const first = await read();
  const newest = latestSubmission(first);
  const found = new Map(first.wanted);
  const keys = new Set(first.keys);
  let order = [...first.wanted.keys()];
  let { repeats } = first;
  let last = first;
  let readings = 1;
  // One answer is of one moment.
  let settled = first.pages <= 1;
  const missing = () => (last.whole ? Math.max(0, last.totalCount - last.withoutId - keys.size) : 0);
  while ((!settled || missing() > 0) && readings < MOST_READINGS) {
    last = await read();
    readings += 1;
    settled = [...last.wanted].every(
      ([key, { submitTime }]) => found.has(key) || (submitTime ?? Number.NEGATIVE_INFINITY) > newest,
    );
    order = mergeInOrder(last.wanted.keys(), order);
    for (const [key, job] of last.wanted) {
      found.set(key, job);
    }
    for (const key of last.keys) {
      keys.add(key);
    }
    const { wanted } = last;
    repeats = [...repeats.filter((job) => !wanted.has(listEntryKey(job) ?? "")), ...last.repeats];
  }
  const listed = order.flatMap((key) => found.get(key) ?? []);
  const jobs = bySubmission === null ? listed : inSubmissionOrder(listed, bySubmission);
  return {
    requestId: first.requestId,
    totalCount: last.totalCount,
    jobs: limit === undefined ? jobs : jobs.slice(0, limit),
    repeats,
    missing: missing(),
    withoutId: last.withoutId,
    settled,
    limitCertain: limit === undefined || bySubmission === null ? null : limitIsCertain(jobs, limit),
  };
}

function latestSubmission({ wanted }: Reading): number {
  let latest = Number.NEGATIVE_INFINITY;
  for (const { submitTime } of wanted.values()) {
    if (submitTime !== null) {
      latest = Math.max(latest, submitTime);
    }
  }
  return latest;
}
