import type { ClusterOptions, StateOptions } from "../job-options";
import { CommandError, ExitCode } from "../terminal/terminal";

/** The options of `log`; numbers are bytes, and times are in Terraform's form. */
export interface LogCommandOptions extends ClusterOptions, StateOptions {
  job: string;
  stream: "stdout" | "stderr" | "all";
  tail?: number;
  offset?: number;
  size?: number;
  follow?: true;
  interval?: string;
}

/** Throws {@link CommandError} for options that conflict. */
export function requireOnePart({ tail, offset, size, follow, interval }: LogCommandOptions): void {
  if (tail !== undefined && (offset !== undefined || size !== undefined)) {
    throw new CommandError(ExitCode.usage, "--tail conflicts with --offset and --size. Remove one of them.");
  }
  if (follow && size !== undefined) {
    throw new CommandError(
      ExitCode.usage,
      "--size conflicts with --follow, which reads to the end of the log. Remove one of them.",
    );
  }
  if (interval !== undefined && !follow) {
    throw new CommandError(ExitCode.usage, "--interval requires --follow.");
  }
}
