import type { Clock } from "../../base/clock";
import { EhpcError, type EhpcErrorKind } from "../../base/errors";
import type { Log } from "../../base/log";
import { plainLine } from "../../base/plain-text";
import { badAnswer } from "../api/answer-object";
import { retry } from "../api/retry";
import { taskId, taskIndices, wholeJobId } from "../job/array-ids";
import { eachOnce } from "../job/each-once";
import { KnownArray } from "../job/known-array";
import { allTasks } from "../job/whole-array";
import { eachTask } from "../list/each-task";
import { listAllJobs } from "../list/list-all-jobs";
import { listGaps } from "../list/list-gaps";
import { Agreement } from "./agreement";
import type { PollClient } from "./endpoint-calls";
import type { JobSelection } from "./jobs-wait";
import type { RateLimiter } from "./rate-limiter";
import { SHORTEST_MS } from "./schedule";

export interface SelectOptions {
  client: PollClient;
  limiter: RateLimiter;
  clock: Clock;
  random: () => number;
  log: Log;
  signal: AbortSignal;
  /** How long calls that fail for the time being are repeated, in milliseconds. */
  maxRetryMs: number;
}

/** The jobs of a selection. */
export interface SelectedJobs {
  /** Each job once, however it is written. */
  readonly jobIds: readonly string[];
  /** Whose jobs they are; `null` where that is not told, or jobs may be of several users. */
  readonly user: string | null;
  /** When jobs were submitted, in Unix seconds, by their IDs, as far as that is told. */
  readonly submitTimes: ReadonlyMap<string, number>;
  /** The arrays of the jobs that are tasks, by the IDs of the tasks. */
  readonly arrays: ReadonlyMap<string, string>;
}

/**
 * Finds out which jobs a wait is for.
 *
 * Throws {@link EhpcError}: kind `job-not-found` where there are none; `array-undecided` where the number of an array's
 * tasks is not told; `bad-answer` where the list of a name may lack jobs; `invalid-params` for an ID that is no array's;
 * and `NotationError` for a name that cannot be matched.
 */
export async function selectJobs(
  clusterId: string,
  selection: JobSelection,
  options: SelectOptions,
): Promise<SelectedJobs> {
  switch (selection.kind) {
    case "ids":
      return { jobIds: eachOnce(selection.jobIds), user: null, submitTimes: new Map(), arrays: new Map() };
    case "array":
      return tasksOf(clusterId, selection.arrayJobId, options);
    case "name":
      return namedJobs(clusterId, selection, options);
  }
}

/** Records lag some seconds behind a submission, so several reads have to agree that an array is not there, or not known. */
const NEEDS_AGREEMENT: readonly EhpcErrorKind[] = ["job-not-found", "wrong-job", "array-undecided"];

async function tasksOf(clusterId: string, arrayJobId: string, options: SelectOptions): Promise<SelectedJobs> {
  const { client, limiter, clock, signal, maxRetryMs } = options;
  const known = new KnownArray();
  const refusals = new Agreement();
  for (;;) {
    try {
      const { job, requestId } = await retry(
        () =>
          limiter.run(
            () => client.getJob({ clusterId, jobId: arrayJobId }, { signal, maxRetryMs: 0, known }),
            signal,
          ),
        { ...options, maxRetryMs },
      );
      const indices = job.array === undefined ? null : allTasks(job.array);
      if (indices === null) {
        throw noTasks(arrayJobId, job.array !== undefined, requestId);
      }
      const jobIds = [...indices].sort((a, b) => a - b).map((index) => taskId(arrayJobId, index));
      const { runAsUser: user } = job.array?.whose ?? job;
      const arrays = new Map(jobIds.map((jobId) => [jobId, arrayJobId]));
      return { jobIds, user, submitTimes: new Map(), arrays };
    } catch (error) {
      if (
        !(error instanceof EhpcError) ||
        !NEEDS_AGREEMENT.includes(error.kind) ||
        refusals.add(error.kind, clock.monotonicMs())
      ) {
        throw error;
      }
    }
    await clock.sleep(3 * SHORTEST_MS, signal).catch(() => {});
  }
}

function noTasks(arrayJobId: string, isArray: boolean, requestId: string | null): EhpcError {
  const id = plainLine(arrayJobId);
  if (isArray) {
    const message = `Job ${id} is an array, but E-HPC does not return how many tasks it has.`;
    return new EhpcError("array-undecided", message, { requestId, parameter: "JobId" });
  }
  return new EhpcError("invalid-params", `Job ${id} is not an array.`, { requestId, parameter: "JobId" });
}

async function namedJobs(
  clusterId: string,
  { jobName, nameRegex, createdAfter }: JobSelection & { kind: "name" },
  options: SelectOptions,
): Promise<SelectedJobs> {
  const request = {
    clusterId,
    status: "all",
    createdAfter,
    sort: { by: "submit", order: "asc" },
    ...(jobName !== undefined && { jobName }),
    ...(nameRegex !== undefined && { nameRegex }),
  } as const;
  const list = await listAllJobs(options.client, request, options);
  const { tasks, gaps } = eachTask(list.jobs);
  // A wait for fewer jobs than there are would be over too soon.
  const [gap] = [...listGaps(list), ...gaps];
  if (gap !== undefined) {
    throw badAnswer(`E-HPC does not return for sure which jobs match. ${gap}`, list.requestId);
  }
  const jobIds = eachOnce(tasks.map(({ jobId }) => jobId));
  if (jobIds.length === 0) {
    throw new EhpcError("job-not-found", "No job of the cluster matches.");
  }
  const submitTimes = new Map<string, number>();
  const arrays = new Map<string, string>();
  for (const { jobId, entry, isShared } of tasks) {
    if (!isShared && typeof entry?.submitTime === "number") {
      submitTimes.set(jobId, entry.submitTime);
    }
    const ids = { jobId, arrayJobId: null, arrayJobSubId: null };
    const array = wholeJobId(ids);
    if (array !== null && taskIndices(ids).length > 0) {
      arrays.set(jobId, array);
    }
  }
  return { jobIds, user: null, submitTimes, arrays };
}
