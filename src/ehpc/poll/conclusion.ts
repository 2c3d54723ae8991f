import { isNamed } from "../job/job-key";
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
