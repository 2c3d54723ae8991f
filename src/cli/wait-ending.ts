import type { EhpcError } from "../base/errors";
import type { Look, Until, WaitOutcome } from "../ehpc/poll/poller";
import type { JobOptions } from "./job-options";

/** What the command line of `wait` gives; times in Terraform's form, such as `30m`. */
export interface WaitOptions extends JobOptions {
  until: Until;
  timeout: string;
  interval?: string;
  requeueGrace: string;
}

/** How a wait of the command ended. */
export type WaitEnding =
  | Extract<WaitOutcome, { kind: "reached" | "timeout" }>
  | (Extract<WaitOutcome, { kind: "failed" }> & {
      /** The last lines of the job's standard error; `null` where they are not to be had. */
      stderr: readonly string[] | null;
    })
  | {
      kind: "error";
      error: EhpcError;
      /** The last look before; `null` where none was taken. */
      look: Look | null;
    };
