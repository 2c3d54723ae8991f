/** Exit codes a shell gives for these signals: 128 + number. */
const FATAL_SIGNALS = { SIGTERM: 143, SIGHUP: 129 } as const;
const INTERRUPT_EXIT_CODE = 130;

/**
 * Decides what signals do. They end the process through `process.exit`, so that exit listeners still tidy up.
 *
 * @param interrupt - `ignore` under Terraform: Ctrl-C reaches the whole process group, and Terraform then asks its
 * providers to stop by itself; `exit` where a user runs the process by hand
 */
export function installSignalHandlers(interrupt: "ignore" | "exit"): void {
  process.on("SIGINT", () => {
    if (interrupt === "exit") process.exit(INTERRUPT_EXIT_CODE);
  });
  process.on("SIGTERM", () => process.exit(FATAL_SIGNALS.SIGTERM));
  process.on("SIGHUP", () => process.exit(FATAL_SIGNALS.SIGHUP));
}
