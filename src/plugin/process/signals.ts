import { constants } from "node:os";

/** What a user, a shell or a supervisor ends a process with. Left to Node, these would skip the exit listeners. */
const FATAL_SIGNALS = ["SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR2"] as const;

/**
 * Decides what signals do. They end the process through `process.exit`, which runs the exit listeners, with the exit code
 * that a shell gives them: 128 + number.
 *
 * @param interrupt - `ignore` under Terraform: Ctrl-C reaches the whole process group, and Terraform then asks its
 * providers to stop by itself; `exit` where a user runs the process by hand
 */
export function installSignalHandlers(interrupt: "ignore" | "exit"): void {
  for (const signal of FATAL_SIGNALS) {
    process.on(signal, () => exitBy(signal));
  }
  process.on("SIGINT", () => {
    if (interrupt === "exit") {
      exitBy("SIGINT");
    }
  });
}

function exitBy(signal: NodeJS.Signals): void {
  process.exit(128 + constants.signals[signal]);
}
