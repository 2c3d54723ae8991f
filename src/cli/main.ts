import { homedir } from "node:os";
import { join } from "node:path";
import { isatty } from "node:tty";
import { COMPLETE } from "./completion/completion-scripts";
import { run } from "./run";
import { ExitCode } from "./terminal/terminal";

// Pipelines read 0 as "the job reached the requested state". So the exit code is a failure from the start, and becomes 0
// only after a command has succeeded and all its output has been written.
process.exitCode = ExitCode.service;

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    // A second signal means: stop without cleanup.
    if (stop.signal.aborted) {
      process.exit(ExitCode.interrupted);
    }
    stop.abort();
  });
}

const outClosed = new AbortController();

// By default, Node.js exits with 1 on an unexpected error, but 1 means that the job failed.
process.on("uncaughtException", giveUp);

for (const [name, stream] of [
  ["standard output", process.stdout],
  ["standard error", process.stderr],
] as const) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    // The reader of a pipe may leave early, as `head` does. Each command decides how to end then.
    if (error.code === "EPIPE") {
      if (stream === process.stdout) {
        outClosed.abort();
      }
    } else {
      end(`Could not write to ${name}: ${error.message}.`);
    }
  });
}

/** A dumb terminal cannot rewrite a line. */
const rewritable = process.stderr.isTTY && process.env.TERM !== "dumb";

let hasEnded = false;

// The event loop is empty but the command has not finished: Node.js would exit silently.
process.once("beforeExit", () => {
  if (!hasEnded) {
    end("The command ended without a result.");
  }
});

run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  note: (text) => process.stderr.write(text),
  openInput: () => process.stdin,
  inputIsTerminal: isatty(0),
  outIsTerminal: process.stdout.isTTY === true,
  outColumns: () => process.stdout.columns || 80,
  noteIsTerminal: process.stderr.isTTY === true,
  outClosed: outClosed.signal,
  openScreen: rewritable
    ? async () => (await import("./terminal/open-screen")).openScreen(process.stderr)
    : null,
  env: process.env,
  homeDirectory: homedir(),
  platform: process.platform,
  workingDirectory: process.cwd(),
  packageDirectory: join(__dirname, ".."),
  stop: stop.signal,
})
  .then(async (exitCode) => {
    // The listener above ends the command if a write fails.
    if (exitCode === ExitCode.done) {
      await handedOver(process.stdout);
    }
    hasEnded = true;
    process.exitCode = exitCode;
    // A pending DNS lookup cannot be cancelled, and would keep the process alive for seconds. Nor can what a completion
    // has no time to wait for.
    if (exitCode === ExitCode.interrupted || process.argv[2] === COMPLETE) {
      process.exit();
    }
  })
  .catch(giveUp);

/** Resolves when all output has been written, or when the reader has left. */
function handedOver(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (!stream.writable) {
      resolve();
    } else {
      stream.write("", () => resolve());
    }
    stream.once("close", resolve);
  });
}

function giveUp(error: unknown): void {
  const [reason = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
  end(`The command failed: ${reason.replace(/\.$/, "")}.`);
}

/** Ends the process once the sentence is written, or if it cannot be: standard error may be the stream that fails. */
function end(sentence: string): void {
  const exit = () => process.exit(ExitCode.service);
  try {
    process.stderr.write(`${sentence}\n`, exit);
  } catch {
    exit();
  }
}
