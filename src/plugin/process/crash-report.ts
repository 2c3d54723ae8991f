import type { SecretFilter } from "../../base/secret-filter";
import { STDERR } from "./stderr";
import { writeAll } from "./write-all";

/** Exit code of a crashed provider: the one of a Go panic. */
const CRASH_EXIT_CODE = 2;

/**
 * From here on an uncaught exception or unhandled rejection ends the process with a report. Terraform shows stderr
 * from a line that begins with `panic: ` as the plugin's stack trace. Source: Terraform `internal/logging/panic.go`.
 */
export function installCrashReport(program: string, secrets: SecretFilter): void {
  const crash = (thrown: unknown) => {
    writeAll(STDERR, secrets.filter(crashReport(program, thrown)));
    process.exit(CRASH_EXIT_CODE);
  };
  process.on("uncaughtException", crash);
  process.on("unhandledRejection", crash);
}

/**
 * Name, message and stack frames of what was thrown, and nothing else: other properties of an error may hold a whole
 * request, and a thrown value that is no error may be anything.
 */
export function crashReport(program: string, thrown: unknown): string {
  if (!(thrown instanceof Error)) {
    return `panic: ${program}: a value of type ${typeof thrown} was thrown\n`;
  }
  const title = `panic: ${program}: ${thrown.name}: ${thrown.message}`;
  return `${[title, "", ...stackFrames(thrown)].join("\n")}\n`;
}

/** The `at ...` lines of an error's stack, without its message. */
export function stackFrames(error: Error): string[] {
  return (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
}
