// Preloaded before all that the user's NODE_OPTIONS preload (scripts/launcher.mjs). Where one of those modules ends the
// process, Terraform would only say that it read no line; so the reason is said in one.

import { STDOUT_VARIABLE } from "./terraform-stdout";
import { writeAll } from "./write-all";

const OWN = /^--require "[^"]*" /;

const { NODE_OPTIONS: options = "", [STDOUT_VARIABLE]: stdout } = process.env;

// Workers and other processes get the user's own options, by which this script knows them.
if (OWN.test(options)) {
  process.env.NODE_OPTIONS = options.replace(OWN, "");
  watch();
}

function watch(): void {
  let failure: unknown;
  process.on("uncaughtExceptionMonitor", (thrown: unknown) => {
    failure = thrown;
  });
  process.once("exit", (code) => {
    // The provider takes it at its start.
    if (process.env[STDOUT_VARIABLE] === undefined) {
      return;
    }
    const reason = failure instanceof Error ? failure.message.split("\n")[0] : `exit code ${code}`;
    writeAll(
      Number(stdout),
      `A module preloaded by NODE_OPTIONS ended the provider before it started; run Terraform without it: ${reason}\n`,
    );
  });
}
