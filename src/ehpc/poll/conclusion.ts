import { classifyState, hasEnded } from "../../notation/phase";
import { isOfArray, numberOf, taskIndices } from "../job/array-ids";
import { idContradiction } from "../job/id-contradiction";
import { areOfOneServer, isNamed } from "../job/job-key";
import type { ListedJob } from "../list/listed-job";
import type { Sweep } from "./sweep";
import type { WatchedJob } from "./watched-job";

/**
 * What a sweep means for a job.
 *
 * | conclusion | because |
 * | --- | --- |
 * | `listed` | it is in the list, in a state that ends no wait |
 * | `close` | it is in the list in a state that may end a wait, or as another's, or in none of the list's pages: GetJob has to tell |
 * | `missed` | the page that it may be on could not be read |
 * | `ask` | the list does not serve for it, and its look is due |
 * | `leave` | the list does not serve for it, and its look is not due yet |
 */
export type Conclusion = "listed" | "close" | "missed" | "ask" | "leave";

/** The conclusion from a sweep that ended at `now` on the monotonic clock. It never is the end of a wait. */
export function conclusionOn(job: WatchedJob, found: Sweep, now: number): Conclusion {
  const listed = listedIn(found, job);
  const due = job.dueAt <= now;
  const trusting = job.trustsLists(now);
  if (listed !== undefined && !job.mayEndWith(listed)) {
    return "listed";
  }
  if (listed !== undefined || found.complete) {
    return due || trusting ? "close" : "leave";
  }
  if (!due) {
    return "leave";
  }
  return trusting && found.error !== null ? "missed" : "ask";
}

/** What a sweep says of a job. What is found by its key may still be a job of another server. */
export function listedIn(
  { jobs }: Sweep,
  { key, jobId }: Pick<WatchedJob, "key" | "jobId">,
): ListedJob | undefined {
  const found = jobs.get(key);
  return found !== undefined && isNamed(jobId, found) ? found : undefined;
}

/** Whether a job is not in the list of unfinished jobs, or in a state there that may be its end. */
export function mayHaveEnded(job: WatchedJob, unfinished: Sweep): boolean {
  const listed = listedIn(unfinished, job);
  return listed === undefined
    ? standsFor(unfinished, job) === null
    : hasEnded(classifyState(listed.state)) && job.mayEndWith(listed);
}

/** Whether a row of a list tells of that one job: not of an array, and of no task whose array is not told. */
export function isOneJob(jobId: string, listed: ListedJob, lists: readonly Sweep[]): boolean {
  return (
    !isOfArray(jobId, listed) &&
    idContradiction(listed) === null &&
    (isTask(jobId) || !lists.some(({ arrays }) => arrays.has(numberOf(jobId))))
  );
}

/**
 * The row that stands for a task without a row of its own, and the state that this leaves it in: a row of several tasks
 * has their state; while an array itself has not ended, a task that is not listed has not begun.
 */
export function standsFor(
  { groups }: Sweep,
  { jobId, taskOf }: Pick<WatchedJob, "jobId" | "taskOf">,
): { row: ListedJob; state: string | null } | null {
  if (taskOf === null) {
    return null;
  }
  const rows = groups.get(numberOf(taskOf)) ?? [];
  const own = rows.filter((row) => row.jobId !== null && areOfOneServer(taskOf, row.jobId));
  const [index] = taskIndices({ jobId, arrayJobId: null, arrayJobSubId: null });
  const group = own.find((row) => index !== undefined && taskIndices(row).includes(index));
  if (group !== undefined && !hasEnded(classifyState(group.state))) {
    return { row: group, state: group.state };
  }
  const array = own.find((row) => taskIndices(row).length === 0);
  return array === undefined || hasEnded(classifyState(array.state))
    ? null
    : { row: array, state: "Pending" };
}

/** Whether an ID says which task of an array it is. */
function isTask(jobId: string): boolean {
  return taskIndices({ jobId, arrayJobId: null, arrayJobSubId: null }).length > 0;
}
