import { writeSync } from "node:fs";

/** How long a full, non-blocking pipe may stand still before the rest of the text is given up, in milliseconds. */
const LONGEST_MS = 1000;
const PAUSE_MS = 2;

/**
 * Writes the whole text to a file descriptor before it returns: the next statement may end the process.
 *
 * `process.stdout` and `process.stderr` are avoided on purpose: creating them costs start-up time, and on a pipe
 * they may still hold text when `process.exit` runs. A reader that has gone away is no error: nobody is left to
 * read one.
 */
export function writeAll(descriptor: number, text: string): void {
  let rest = Buffer.from(text, "utf8");
  let waited = 0;
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
      waited = 0;
    } catch (error) {
      // A pipe shared with a process that made it non-blocking answers EAGAIN while it is full.
      if (!isFullPipe(error) || waited >= LONGEST_MS) {
        return;
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
      waited += PAUSE_MS;
    }
  }
}

function isFullPipe(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "EAGAIN";
}
