import { homedir } from "node:os";
import { join } from "node:path";
import { run } from "./run";
import { ExitCode } from "./terminal";

// What gates on this command takes 0 for a job that has come as far as asked for. So it is a failure from here on, and
// becomes 0 only where a command has reached the end of its success, with all it wrote handed over.
process.exitCode = ExitCode.service;

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    // Who asks twice does not want to wait for an orderly end.
    if (stop.signal.aborted) process.exit(ExitCode.interrupted);
    stop.abort();
  });
}

const outClosed = new AbortController();

// Left to Node, whatever is not foreseen would end with 1, and 1 is said of a job that has failed.
process.on("uncaughtException", giveUp);

for (const [name, stream] of [
  ["standard output", process.stdout],
  ["standard error", process.stderr],
] as const) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    // The reader of a pipe may leave when it has what it wanted, as `head` does. How a command ends is its own affair.
    if (error.code === "EPIPE") {
      if (stream === process.stdout) outClosed.abort();
    } else end(`Could not write to ${name}: ${error.message}.`);
  });
}

/** A terminal that calls itself dumb shows what is written, and nothing more. */
const rewritable = process.stderr.isTTY && process.env.TERM !== "dumb";

let hasEnded = false;

// Nothing is left to wait for, and the command is not through: Node would end it without a word.
process.once("beforeExit", () => {
  if (!hasEnded) end("The command ended without a result.");
});

run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  note: (text) => process.stderr.write(text),
  outIsTerminal: process.stdout.isTTY === true,
  noteIsTerminal: process.stderr.isTTY === true,
  outClosed: outClosed.signal,
  openScreen: rewritable ? async () => (await import("./open-screen")).openScreen(process.stderr) : null,
  env: process.env,
  homeDirectory: homedir(),
  platform: process.platform,
  workingDirectory: process.cwd(),
  packageDirectory: join(__dirname, ".."),
  stop: stop.signal,
})
  .then(async (exitCode) => {
    // A write that fails ends the command by the listener above.
    if (exitCode === ExitCode.done) await handedOver(process.stdout);
    hasEnded = true;
    process.exitCode = exitCode;
    // A look-up of a name that nobody answers cannot be called off, and would keep the process for seconds.
    if (exitCode === ExitCode.interrupted) process.exit();
  })
  .catch(giveUp);

/** Resolves when the system has taken all that was written, or nobody reads it any more. */
function handedOver(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (!stream.writable) resolve();
    else stream.write("", () => resolve());
    stream.once("close", resolve);
  });
}

function giveUp(error: unknown): void {
  const [reason = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
  end(`The command failed: ${reason.replace(/\.$/, "")}.`);
}

/** Ends the process at once, as soon as the sentence is written, or cannot be: standard error may be what fails. */
function end(sentence: string): void {
  const exit = () => process.exit(ExitCode.service);
  try {
    process.stderr.write(`${sentence}\n`, exit);
  } catch {
    exit();
  }
}
