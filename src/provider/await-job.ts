import type { JobAnswer } from "../ehpc/client";
import { formatDuration, parseDuration } from "../ehpc/duration";
import type { WaitOutcome, WaitRequest } from "../ehpc/poll/poller";
import { DiagnosticError } from "../plugin/diagnostic";
import type { ArgumentsOf } from "../plugin/schema/attribute";
import type { EhpcSession } from "./ehpc-session";
import { jobOf, stateListsOf } from "./job-query";
import type { jobArguments } from "./job-schema";

/** A wait as a configuration asks for it. */
export type Wait = ArgumentsOf<typeof jobArguments> & {
  readonly until: WaitRequest["until"];
  /** In Terraform's form, such as `30m`. */
  readonly timeout: string;
  /** In Terraform's form; `null` lets the interval grow with the time waited. */
  readonly interval: string | null;
};

const LAST_LINES = 20;

/**
 * Waits until a job has come as far as asked for, and answers with the job as it is then.
 *
 * @throws DiagnosticError when the job has failed or the time is over
 * @throws EhpcError when it cannot be read
 */
export async function awaitJob(wait: Wait, client: EhpcSession, signal: AbortSignal): Promise<JobAnswer> {
  const outcome = await client.wait(
    {
      ...jobOf(wait),
      until: wait.until,
      timeoutMs: parseDuration(wait.timeout),
      intervalMs: wait.interval === null ? null : parseDuration(wait.interval),
      lists: stateListsOf(wait),
    },
    signal,
  );
  switch (outcome.kind) {
    case "reached":
      return outcome.answer;
    case "failed":
      throw new DiagnosticError({
        summary: "Job Failed",
        detail: failure(wait, outcome.answer, await client.stderrTail(jobOf(wait), LAST_LINES, signal)),
        path: ["job_id"],
      });
    case "timeout":
      throw new DiagnosticError({
        summary: "Job Not Ready in Time",
        detail: lateness(wait, outcome),
        path: ["job_id"],
      });
  }
}

/** All that helps to find out why a job failed. What the service does not tell is left out. */
function failure(wait: Wait, { job, requestId }: JobAnswer, stderr: readonly string[] | null): string {
  const facts = [
    ["state", job.state],
    ["queue", job.jobQueue],
    ["nodes", job.nodeList],
    ["submitted", job.createTime],
    ["started", job.startTime],
    ["last changed", job.lastModifyTime],
    ["error log on the cluster", job.errorLog],
    ["request ID", requestId],
  ].flatMap(([name, value]) => (value === null ? [] : [`  ${name}: ${value}`]));
  const tail =
    stderr === null || stderr.length === 0
      ? []
      : [`The last lines of its standard error:\n\n${stderr.map((line) => `  ${line}`).join("\n")}`];
  return [
    `Job "${wait.job_id}" of cluster "${wait.cluster_id}" has failed, so there is nothing to wait for.`,
    facts.join("\n"),
    ...tail,
    'Find the cause, submit the job again, and give the new job ID to "job_id".',
  ].join("\n\n");
}

function lateness(wait: Wait, outcome: Extract<WaitOutcome, { kind: "timeout" }>): string {
  const { state, phase, inStateMs, lastError } = outcome;
  const standing =
    state === null
      ? "It was not seen in that time."
      : `Its state is ${state} (phase ${phase}), for ${formatDuration(inStateMs)} as far as this run has seen.`;
  return [
    `Job "${wait.job_id}" of cluster "${wait.cluster_id}" ${AIMS[wait.until]} within ${wait.timeout}. ${standing}`,
    ...(lastError === null ? [] : [`The last attempt to read it failed: ${lastError.message}`]),
    'The job goes on. Run Terraform again to wait on, or raise "timeout".',
  ].join("\n\n");
}

const AIMS: Readonly<Record<WaitRequest["until"], string>> = {
  started: "has not started",
  finished: "has not ended",
  succeeded: "has not succeeded",
};
