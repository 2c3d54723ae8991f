import { isKnownTime } from "../../notation/known-time";
import { hasEnded, type Phase } from "../../notation/phase";
import type { Job } from "../job/job";

/** What a wait is for: that the job has begun, has ended either way, or has ended well. */
export type Until = "started" | "finished" | "succeeded";

/** What an answer means for a wait: it is over (well or badly), or it goes on. */
export type Verdict = "reached" | "failed" | "waiting";

/**
 * What GetJob's answer means for a wait.
 *
 * A job that has failed counts as started when it has a StartTime. Without one it never ran, so that waiting for its
 * start has failed. A phase that is unknown decides nothing.
 */
export function verdictOn(job: Pick<Job, "startTime">, phase: Phase, until: Until): Verdict {
  switch (phase) {
    case "succeeded":
      return "reached";
    case "failed":
      if (until === "finished" || (until === "started" && isKnownTime(job.startTime))) {
        return "reached";
      }
      return "failed";
    case "running":
      return until === "started" ? "reached" : "waiting";
    default:
      return "waiting";
  }
}

/** Whether a phase that ListJobs tells may be the end of a wait, so that GetJob has to be asked. */
export function maySettle(phase: Phase, until: Until): boolean {
  return hasEnded(phase) || (until === "started" && phase === "running");
}
