import { plainLine, shortLine } from "../../base/plain-text";
import { formatDuration } from "../../notation/duration";
import type { WaitOutcome } from "../poll/poller";
import type { Until } from "../poll/verdict";
import { numberOf } from "./array-ids";
import type { GetJobRequest, JobAnswer } from "./get-job";

/** How many lines of a failed job's standard error are shown. */
export const SHOWN_LINES = 20;

/** The nodes of a large job fill many lines. */
const LONGEST_FACT = 500;

/** What the user calls what a wait was given: `requeue_grace` in Terraform, `--requeue-grace` on a command line. */
export interface OptionNames {
  readonly requeueGrace: string;
  readonly successStates: string;
  readonly failureStates: string;
}

/**
 * Returns everything that helps to find out why a job failed, in paragraphs that are safe on a terminal. It omits what the
 * service does not say.
 *
 * @param stderr the last lines of its standard error, safe on a terminal; `null` if they cannot be read
 */
export function failureMessage(
  { clusterId, jobId }: GetJobRequest,
  {
    answer: { job, requestId },
    graceMs,
  }: Pick<Extract<WaitOutcome, { kind: "failed" }>, "answer" | "graceMs">,
  stderr: readonly string[] | null,
  { requeueGrace }: Pick<OptionNames, "requeueGrace">,
): string[] {
  const facts: readonly (readonly [string, string | null])[] = [
    ["state", job.state],
    ["array", job.array?.summary ?? null],
    ["queue", job.jobQueue],
    ["nodes", job.nodeList],
    ["submitted", job.createTime],
    ["started", job.startTime],
    ["last changed", job.lastModifyTime],
    ["error log on the cluster", job.errorLog],
    ["request ID", requestId],
  ];
  const known = facts.flatMap(([name, value]) =>
    value === null ? [] : [`  ${name}: ${shortLine(value, LONGEST_FACT)}`],
  );
  const tail = (stderr ?? []).map((line) => `  ${line}`);
  return [
    `Job "${jobId}" of cluster "${clusterId}" has failed.`,
    ...(known.length === 0 ? [] : [known.join("\n")]),
    ...(graceMs === null
      ? []
      : [
          `The scheduler may requeue a job in this state, but has not done so for ${formatDuration(graceMs)} (${requeueGrace}).`,
        ]),
    ...(tail.length === 0 ? [] : [`Last lines of its standard error:\n\n${tail.join("\n")}`]),
  ];
}

/**
 * Where a job stood when the time of a wait was over, in paragraphs that are harmless on a terminal.
 *
 * @param asked the wait; `timeout` is its time as the user wrote it
 */
export function timeoutMessage(
  { clusterId, jobId }: GetJobRequest,
  { until, timeout }: { until: Until; timeout: string },
  { state, phase, inStateMs, graceLeftMs, last, lastError }: Extract<WaitOutcome, { kind: "timeout" }>,
  { requeueGrace, successStates, failureStates }: OptionNames,
): string[] {
  const standing =
    state === null
      ? `It ${last === null ? "was never seen" : "has no state"}.`
      : `Its state is ${plainLine(state)} (phase ${phase}). This run has seen that state for ${formatDuration(inStateMs)}.`;
  return [
    `Job "${jobId}" of cluster "${clusterId}" ${NOT_REACHED[until]} within ${timeout}. ${standing}`,
    ...(state !== null && phase === "unknown"
      ? [
          `The meaning of the state ${plainLine(state)} is not known. If it means success, add it to ${successStates}; if it means failure, add it to ${failureStates}.`,
        ]
      : []),
    ...(graceLeftMs === null
      ? []
      : [
          `The scheduler may requeue a job in this state, so it counts as the end only after a grace period (${requeueGrace}). ${formatDuration(graceLeftMs)} of it were left.`,
        ]),
    ...(last?.job.array === undefined ? [] : [`It is an array: ${last.job.array.summary}.`]),
    ...(lastError === null ? [] : [`The last attempt to read it failed: ${lastError.message}`]),
  ];
}

/** That a wait has come to its end, in a sentence that is harmless on a terminal. */
export function reachedMessage(
  { clusterId, jobId }: GetJobRequest,
  until: Until,
  { job }: JobAnswer,
): string {
  const state = plainLine(job.state ?? "");
  const array = job.array === undefined ? "" : ` (${job.array.summary})`;
  return `Job "${jobId}" of cluster "${clusterId}" ${REACHED[until]}${array}. Its state is ${state}.`;
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

/** The job whose logs tell why a wait has failed: of an array, the task that speaks for it. */
export function withLogs(asked: GetJobRequest, { job }: JobAnswer): GetJobRequest {
  if (job.array === undefined) {
    return asked;
  }
  // A task that has an ID of its own is listed under that.
  const ownId = job.jobId !== null && numberOf(job.jobId) !== numberOf(asked.jobId) ? job.jobId : null;
  return { ...asked, jobId: ownId ?? job.array.speaker };
}
