import type { EhpcError } from "../../base/errors";
import type { Look, Until, WaitOutcome } from "../../ehpc/poll/poller";
import type { JobOptions } from "../job-options";

/** The options of `wait`; times are in Terraform's form, such as `30m`. */
export interface WaitOptions extends JobOptions {
  until: Until;
  timeout: string;
  interval?: string;
  requeueGrace: string;
}

/** The outcome of a wait. */
export type WaitEnding =
  | Extract<WaitOutcome, { kind: "reached" | "timeout" }>
  | (Extract<WaitOutcome, { kind: "failed" }> & {
      /** The last lines of the job's standard error; `null` if they are not available. */
      stderr: readonly string[] | null;
    })
  | {
      kind: "error";
      error: EhpcError;
      /** The last look before the error; `null` if there was none. */
      look: Look | null;
    };
