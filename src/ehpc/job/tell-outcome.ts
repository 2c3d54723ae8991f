import { plainLine } from "../../base/plain-text";
import { formatDuration } from "../../notation/duration";
import type { WaitOutcome } from "../poll/poller";
import type { Until } from "../poll/verdict";
import type { GetJobRequest, JobAnswer } from "./get-job";

/** How many lines of a failed job's standard error are shown. */
export const SHOWN_LINES = 20;

/**
 * All that helps to find out why a job failed, in paragraphs that are harmless on a terminal. What the service does not
 * tell is left out.
 *
 * @param stderr the last lines of its standard error, harmless already; `null` where they are not to be had
 */
export function tellFailure(
  { clusterId, jobId }: GetJobRequest,
  { job, requestId }: JobAnswer,
  stderr: readonly string[] | null,
): string[] {
  const facts: readonly (readonly [string, string | null])[] = [
    ["state", job.state],
    ["queue", job.jobQueue],
    ["nodes", job.nodeList],
    ["submitted", job.createTime],
    ["started", job.startTime],
    ["last changed", job.lastModifyTime],
    ["error log on the cluster", job.errorLog],
    ["request ID", requestId],
  ];
  const told = facts.flatMap(([name, value]) => (value === null ? [] : [`  ${name}: ${plainLine(value)}`]));
  const tail = (stderr ?? []).map((line) => `  ${line}`);
  return [
    `Job "${jobId}" of cluster "${clusterId}" has failed, so there is nothing to wait for.`,
    ...(told.length === 0 ? [] : [told.join("\n")]),
    ...(tail.length === 0 ? [] : [`The last lines of its standard error:\n\n${tail.join("\n")}`]),
  ];
}

/**
 * Where a job stood when the time of a wait was over, in paragraphs that are harmless on a terminal.
 *
 * @param timeout the time of the wait, as the user wrote it
 */
export function tellTimeout(
  { clusterId, jobId }: GetJobRequest,
  until: Until,
  timeout: string,
  { state, phase, inStateMs, last, lastError }: Extract<WaitOutcome, { kind: "timeout" }>,
): string[] {
  const standing =
    state === null
      ? `It ${last === null ? "was not seen in that time" : "has no state"}.`
      : `Its state is ${plainLine(state)} (phase ${phase}), for ${formatDuration(inStateMs)} as far as this run has seen.`;
  return [
    `Job "${jobId}" of cluster "${clusterId}" ${NOT_REACHED[until]} within ${timeout}. ${standing}`,
    ...(lastError === null ? [] : [`The last attempt to read it failed: ${lastError.message}`]),
  ];
}

/** That a wait has come to its end, in a sentence that is harmless on a terminal. */
export function tellReached({ clusterId, jobId }: GetJobRequest, until: Until, { job }: JobAnswer): string {
  const state = plainLine(job.state ?? "");
  return `Job "${jobId}" of cluster "${clusterId}" ${REACHED[until]}. Its state is ${state}.`;
}

const REACHED: Readonly<Record<Until, string>> = {
  started: "has started",
  finished: "has ended",
  succeeded: "has succeeded",
};

const NOT_REACHED: Readonly<Record<Until, string>> = {
  started: "has not started",
  finished: "has not ended",
  succeeded: "has not succeeded",
};
