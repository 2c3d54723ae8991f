import type { EhpcError } from "../../base/errors";
import type { JobAnswer } from "../../ehpc/api/client";
import type { Until } from "../../ehpc/poll/poller";
import type { Phase } from "../../notation/phase";
import { exitCodeOf } from "../ehpc-failure";
import { type JobReport, reportJob } from "../job-report";
import { ExitCode } from "../terminal/terminal";
import type { WaitEnding, WaitOptions } from "./wait-ending";

/** The object that `wait --json` prints. */
export interface WaitReport {
  outcome: "reached" | "failed" | "timeout" | "not-found" | "interrupted" | "error";
  cluster_id: string;
  job_id: string;
  until: Until;
  waited_seconds: number;
  /** The last known state, and its phase; `null` before the first read. */
  state: string | null;
  phase: Phase | null;
  /** GetJob's last response, which may be older than `state`; `null` if there was none, or if the wait ended otherwise. */
  job: JobReport | null;
  /** The last lines of a failed job's standard error; `null` if they are not available. */
  stderr_tail: readonly string[] | null;
  /** Why the wait or the last read failed; `kind` is one of `EhpcErrorKind`. */
  error: { kind: string; code: string | null; request_id: string | null; message: string } | null;
}

/** Makes the report of a wait for `--json`. */
export function reportWait(options: WaitOptions, ending: WaitEnding, waitedMs: number): WaitReport {
  const report: WaitReport = {
    outcome: "error",
    cluster_id: options.cluster,
    job_id: options.job,
    until: options.until,
    waited_seconds: Math.round(waitedMs / 1_000),
    state: null,
    phase: null,
    job: null,
    stderr_tail: null,
    error: null,
  };
  const jobReport = (answer: JobAnswer | null) => answer && reportJob(answer, options);
  switch (ending.kind) {
    case "reached":
    case "failed": {
      const { kind, answer, phase } = ending;
      const stderr_tail = kind === "failed" ? ending.stderr : null;
      return {
        ...report,
        outcome: kind,
        state: answer.job.state,
        phase,
        job: jobReport(answer),
        stderr_tail,
      };
    }
    case "timeout": {
      const { kind, state, phase, last, lastError } = ending;
      const seen = state !== null || last !== null;
      const error = lastError && reportError(lastError);
      return { ...report, outcome: kind, state, phase: seen ? phase : null, job: jobReport(last), error };
    }
    case "error": {
      const { error, look } = ending;
      const state = look?.state ?? null;
      const phase = state === null || look === null ? null : look.phase;
      return { ...report, outcome: outcomeOf(error), state, phase, error: reportError(error) };
    }
  }
}

/** The outcome of a wait that ended with an error. */
export function outcomeOf(error: EhpcError): WaitReport["outcome"] {
  switch (exitCodeOf(error)) {
    case ExitCode.notFound:
      return "not-found";
    case ExitCode.interrupted:
      return "interrupted";
    default:
      return "error";
  }
}

/** An error for a program. */
export function reportError({ kind, code, requestId, message }: EhpcError): NonNullable<WaitReport["error"]> {
  return { kind, code, request_id: requestId, message };
}
