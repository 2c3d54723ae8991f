import { EhpcError } from "../../base/errors";
import type { JobAnswer } from "../../ehpc/api/client";
import {
  failureMessage,
  type OptionNames,
  SHOWN_LINES,
  timeoutMessage,
  withLogs,
} from "../../ehpc/job/outcome-message";
import type { WaitOutcome, WaitRequest } from "../../ehpc/poll/poller";
import { parseDuration } from "../../notation/duration";
import { DEFAULT_REQUEUE_GRACE } from "../../notation/wait-time";
import { DiagnosticError } from "../../plugin/author/diagnostic";
import type { ArgumentsOf } from "../../plugin/schema/attribute";
import type { EhpcSession } from "../configure/ehpc-session";
import { ehpcDiagnosticError } from "../ehpc-diagnostic";
import { jobOf, stateListsOf } from "./job-query";
import type { jobArguments } from "./job-schema";

/** A wait from a configuration. */
export type Wait = ArgumentsOf<typeof jobArguments> & {
  readonly until: WaitRequest["until"];
  /** In Terraform's form, such as `30m`. */
  readonly timeout: string;
  /** In Terraform's form; `null` lets the interval grow with the age of the job. */
  readonly interval: string | null;
  /** In Terraform's form; `null` means the default. */
  readonly requeue_grace: string | null;
};

const NAMES: OptionNames = {
  requeueGrace: "requeue_grace",
  successStates: "success_states",
  failureStates: "failure_states",
};

/**
 * Waits until a job reaches the requested state, and returns the job.
 *
 * @throws DiagnosticError if the job fails or the wait times out
 * @throws EhpcError if the job cannot be read
 */
export async function awaitJob(wait: Wait, client: EhpcSession, signal: AbortSignal): Promise<JobAnswer> {
  return answerOf(wait, await client.wait(waitRequestOf(wait), signal), client, signal);
}

/** The wait in the form of the API client. */
export function waitRequestOf(wait: Wait): WaitRequest {
  return {
    ...jobOf(wait),
    until: wait.until,
    timeoutMs: parseDuration(wait.timeout),
    intervalMs: wait.interval === null ? null : parseDuration(wait.interval),
    requeueGraceMs: parseDuration(wait.requeue_grace ?? DEFAULT_REQUEUE_GRACE),
    lists: stateListsOf(wait),
  };
}

/**
 * The job that a wait has reached.
 *
 * @throws DiagnosticError if the job has failed or the wait has timed out
 */
export async function answerOf(
  wait: Wait,
  outcome: WaitOutcome,
  client: EhpcSession,
  signal: AbortSignal,
): Promise<JobAnswer> {
  const job = jobOf(wait);
  switch (outcome.kind) {
    case "reached":
      return outcome.answer;
    case "failed":
      throw new DiagnosticError({
        summary: "Job Failed",
        detail: [
          ...failureMessage(
            job,
            outcome,
            await client.stderrTail(withLogs(job, outcome.answer), SHOWN_LINES, signal),
            NAMES,
          ),
          'Fix the cause, submit the job again, and set "job_id" to the new job ID.',
        ].join("\n\n"),
        path: ["job_id"],
      });
    case "timeout":
      throw new DiagnosticError({
        summary: "Job Wait Timed Out",
        detail: [
          ...timeoutMessage(job, wait, outcome, NAMES),
          'The job was not changed. Run Terraform again to continue the wait, or raise "timeout".',
        ].join("\n\n"),
        path: ["job_id"],
      });
  }
}

const ADVICE = {
  "job-not-found":
    'Check "job_id" (data.ehpc_jobs lists the IDs). Schedulers forget a job some time after it ends, and its outcome is then lost. If that has happened, submit the job again and set "job_id" to the new job ID.',
};

/** The same error as a diagnostic, if it is one of the API, for a job whose outcome is what counts. */
export function explainedOutcome(error: unknown, attempted: string, { place }: EhpcSession): unknown {
  return error instanceof EhpcError ? ehpcDiagnosticError(error, attempted, place, ADVICE) : error;
}
