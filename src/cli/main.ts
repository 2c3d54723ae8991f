import { homedir } from "node:os";
import { join } from "node:path";
import { run } from "./run";

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());

// The reader of a pipe may leave when it has what it wanted, as `head` does. That ends nothing here.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

void run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  note: (text) => process.stderr.write(text),
  env: process.env,
  homeDirectory: homedir(),
  workingDirectory: process.cwd(),
  packageDirectory: join(__dirname, ".."),
  stop: stop.signal,
}).then((exitCode) => {
  process.exitCode = exitCode;
});
