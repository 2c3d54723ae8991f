import type { Clock } from "../../base/clock";
import { EhpcError } from "../../base/errors";
import type { Log } from "../../base/log";
import { plainLine } from "../../base/plain-text";
import { classifyState, hasEnded } from "../../notation/phase";
import type { Client } from "../api/client";
import { wholeJobId } from "../job/array-ids";
import { type JobList, listAllJobs } from "../list/list-all-jobs";
import { listGaps } from "../list/list-gaps";
import type { ListedJob } from "../list/listed-job";
import type { ListOptions } from "../list/page-reader";
import { isNameOf } from "./is-name-of";
import { MARKER_VARIABLE } from "./marker";
import { UncertainSubmission } from "./uncertain-submission";

export interface FindSubmittedOptions {
  /** Ends the search. */
  signal: AbortSignal;
  clock: Clock;
  log: Log;
  /** When the submission began, in Unix seconds; jobs that were submitted long before are others. @default any time */
  since?: number;
  /** Jobs that do not count, whatever they carry: the IDs of submissions as this function returns them. @default none */
  except?: ReadonlySet<string>;
  /** Paces the calls together with others to the same endpoint. @default one for this search alone */
  limiter?: ListOptions["limiter"];
}

/** What a list says about a marker. */
interface Look {
  /** The jobs that carry it. */
  readonly found: readonly ListedJob[];
  /** Why a job that carries it may be missing, in sentences. */
  readonly doubts: readonly string[];
}

/** The time between two looks, in milliseconds: a request that was read may become a job a little later. */
export const BETWEEN_LOOKS_MS = 10_000;
/** So many complete lists without the marker say that there is no such job. */
const ENOUGH_LOOKS = 2;
const MOST_LOOKS = 4;
/** The clocks of this computer and of the service may differ by so much, in seconds. */
const CLOCKS_APART = 15 * 60;
/** Jobs without variables are read one by one, at most so many in a look. */
const MOST_READ = 50;

/**
 * Finds the jobs that carry a marker, ended ones included: one for each submission, an array under its own ID.
 *
 * A marker that is found is certain. That there is none is certain only after two complete lists of all jobs of the
 * cluster, some seconds apart: the service's filters are fuzzy, and a scheduler may write a name in another way. A job of
 * that name that shows no variables leaves it open.
 *
 * @returns none if it is certain that no job carries the marker, `except` aside
 * @throws UncertainSubmission if it cannot be found out, or the search was interrupted
 */
export async function findSubmitted(
  client: Pick<Client, "listJobs" | "getJob">,
  clusterId: string,
  marker: string,
  jobName: string,
  options: FindSubmittedOptions,
): Promise<readonly ListedJob[]> {
  const { signal, clock, log, limiter, except = new Set() } = options;
  const paging = { signal, clock, log, ...(limiter !== undefined && { limiter }) };

  /** The submissions that jobs with the marker are of. */
  function submissionsOf(marked: readonly ListedJob[]): readonly ListedJob[] {
    return eachSubmission(marked).filter(({ jobId }) => jobId !== null && !except.has(jobId));
  }

  async function list(filter: { jobName?: string }): Promise<JobList> {
    return listAllJobs(client, { clusterId, status: "all", ...filter }, paging);
  }

  /** The marker of a job whose entry shows no variables. `null` if the job does not show it either. */
  async function readMarker({ jobId }: ListedJob): Promise<string | null> {
    try {
      const { job } = await client.getJob({ clusterId, jobId: jobId ?? "" }, { signal });
      return hasVariables(job) ? (markerOf(job) ?? "") : null;
    } catch (error) {
      if (error instanceof EhpcError && error.kind === "job-not-found") {
        return null;
      }
      throw error;
    }
  }

  async function look(): Promise<Look> {
    const listed = await list({});
    const entries = [...listed.jobs, ...listed.repeats];
    const found = submissionsOf(entries.filter((job) => markerOf(job) === marker));
    if (found.length > 0) {
      return { found, doubts: [] };
    }
    const doubts = listGaps(listed);
    const bare = entries.filter((job) => !hasVariables(job) && mayBeOurs(job, jobName, options.since));
    if (bare.length > MOST_READ) {
      return { found, doubts: [...doubts, `${bare.length} jobs of that name show no variables.`] };
    }
    for (const job of bare) {
      const shown = await readMarker(job);
      if (shown === marker && submissionsOf([job]).length > 0) {
        return { found: submissionsOf([job]), doubts: [] };
      }
      if (shown === null) {
        doubts.push(`Job ${plainLine(job.jobId ?? "")} has that name and shows no variables.`);
      }
    }
    return { found, doubts };
  }

  try {
    const quick = submissionsOf((await list({ jobName })).jobs.filter((job) => markerOf(job) === marker));
    if (quick.length > 0) {
      return quick;
    }
    let doubts: readonly string[] = [];
    for (let looks = 1, complete = 0; looks <= MOST_LOOKS; looks += 1) {
      const result = await look();
      if (result.found.length > 0) {
        return result.found;
      }
      doubts = result.doubts;
      complete += doubts.length === 0 ? 1 : 0;
      if (complete === ENOUGH_LOOKS) {
        return [];
      }
      if (looks < MOST_LOOKS) {
        await clock.sleep(BETWEEN_LOOKS_MS, signal);
      }
    }
    throw uncertain(marker, doubts.join(" "));
  } catch (error) {
    if (signal.aborted) {
      throw uncertain(marker, "The search for it was interrupted.");
    }
    if (error instanceof EhpcError && !(error instanceof UncertainSubmission)) {
      throw uncertain(marker, `The search for it failed: ${error.message}`, error);
    }
    throw error;
  }
}

/** @param reason in sentences */
function uncertain(marker: string, reason: string, failure?: EhpcError): UncertainSubmission {
  const message = `It is not known whether there is a job with ${MARKER_VARIABLE}=${plainLine(marker)}. ${reason}`;
  return new UncertainSubmission(message, marker, failure);
}

/** The value of {@link MARKER_VARIABLE}. */
export function markerOf({ variables }: Pick<ListedJob, "variables">): string | undefined {
  return variables?.[MARKER_VARIABLE];
}

/** An empty list of variables may as well mean that the service has none to show. */
function hasVariables({ variables }: Pick<ListedJob, "variables">): boolean {
  return Object.keys(variables ?? {}).length > 0;
}

function mayBeOurs({ rawName, submitTime }: ListedJob, jobName: string, since = 0): boolean {
  return isNameOf(rawName, jobName) && (submitTime ?? since) >= since - CLOCKS_APART;
}

/** The tasks of an array are of one submission. One that has not ended stands for it, or else one that has succeeded. */
function eachSubmission(jobs: readonly ListedJob[]): readonly ListedJob[] {
  const submissions = new Map<string, ListedJob>();
  for (const job of jobs) {
    const jobId = wholeJobId(job);
    const known = submissions.get(jobId ?? "");
    if (jobId !== null && (known === undefined || rank(job) > rank(known))) {
      submissions.set(jobId, { ...job, jobId });
    }
  }
  return [...submissions.values()];
}

function rank({ state }: ListedJob): number {
  const phase = classifyState(state);
  return hasEnded(phase) ? Number(phase === "succeeded") : 2;
}
