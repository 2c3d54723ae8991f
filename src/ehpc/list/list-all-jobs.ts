import type { Client } from "../api/client";
import { listEntryKey } from "../job/job-key";
import type { ListedJob } from "./listed-job";
import { mergeInOrder } from "./merge-in-order";
import { type JobListRequest, type ListOptions, pageReader } from "./page-reader";
import { type Reading, readPages } from "./read-pages";
import { stoodStill } from "./stood-still";
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
 * listed twice, or never. IDs therefore tell jobs apart, and a list of several pages is read again until it stood still,
 * see `stoodStill`. What any reading found is in the list. Of times, the service's filter is held against the submit time
 * of each job, as its own text leaves open which time it means. The order of submission is made here, over all jobs that
 * match, see `inSubmissionOrder`.
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
  const found = new Map(first.wanted);
  let order = [...first.wanted.keys()];
  let { repeats } = first;
  let last = first;
  let whole = wholeReading(null, first);
  for (
    let readings = 1;
    readings < MOST_READINGS && (whole === null || missingOf(whole) > 0);
    readings += 1
  ) {
    const earlier = last;
    last = await read();
    whole = wholeReading(earlier, last);
    order = mergeInOrder(last.wanted.keys(), order);
    for (const [key, job] of last.wanted) {
      found.set(key, job);
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
    missing: missingOf(whole ?? last),
    withoutId: last.withoutId,
    settled: whole !== null,
    limitCertain: limit === undefined || bySubmission === null ? null : limitIsCertain(jobs, limit),
  };
}

/** A reading that lacks no job that was there all the time, if one of the two surely does. */
function wholeReading(earlier: Reading | null, later: Reading): Reading | null {
  // One answer is of one moment.
  if (later.pages <= 1) {
    return later;
  }
  return earlier !== null && stoodStill(earlier, later) ? earlier : null;
}

/** How many jobs the service counts and did not return. */
function missingOf({ whole, totalCount, withoutId, times }: Reading): number {
  return whole ? Math.max(0, totalCount - withoutId - times.size) : 0;
}
