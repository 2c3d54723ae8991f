import { type Clock, systemClock } from "../../base/clock";
import { abortedError, EhpcError } from "../../base/errors";
import { isContinuation } from "../../base/utf8";
import type { Client } from "../api/client";
import type { GetJobRequest } from "../job/get-job";
import { shownLines } from "./log-lines";
import { readJobLog } from "./read-job-log";

export interface LogTailOptions {
  /** How many lines at most, from 1. */
  lines: number;
  /** Ends the reading at once, without the tail. */
  signal: AbortSignal;
  /** @default the computer's clock */
  clock?: Pick<Clock, "sleep">;
}

/** The default of GetJobLog, which every cluster's agent gives. */
const TAIL_BYTES = 10_240;

// The tail explains a known failure, which is reported soon, whatever the log does.
const MAX_RETRY_MS = 3_000;
const LONGEST_MS = 5_000;

/**
 * The last lines of a job's standard error, without line breaks and made harmless by `plainText`; of a line that was
 * overwritten in place, such as a progress bar, what it came to. It takes 5 seconds at most, also of a client that never
 * answers.
 *
 * @returns `null` where GetJobLog does not give the end of the log in time, for whatever reason, or the signal comes:
 * the failure stays known. An empty list where the log is empty
 */
export async function stderrTail(
  client: Pick<Client, "getJobLog">,
  job: GetJobRequest,
  { lines, signal, clock = systemClock }: LogTailOptions,
): Promise<string[] | null> {
  const over = new AbortController();
  const ends = AbortSignal.any([signal, over.signal]);
  const late = clock.sleep(LONGEST_MS, ends).then(() => {
    throw abortedError();
  });
  try {
    const end = await Promise.race([readEnd(client, job, ends), late]);
    return end === null ? null : lastLines(end, lines);
  } catch (error) {
    if (signal.aborted || error instanceof EhpcError) {
      return null;
    }
    throw error;
  } finally {
    over.abort();
  }
}

/** The last bytes of the log from the beginning of a line, or of a character at least. */
async function readEnd(
  client: Pick<Client, "getJobLog">,
  job: GetJobRequest,
  signal: AbortSignal,
): Promise<Buffer | null> {
  const request = { ...job, logType: "stderr", tailBytes: TAIL_BYTES } as const;
  const { stderr } = await readJobLog(client, request, { signal, maxRetryMs: MAX_RETRY_MS });
  if (stderr === null || stderr.bytes.length < stderr.askedFor) {
    return null;
  }
  return stderr.offset === 0 ? stderr.bytes : withoutCutLine(stderr.bytes);
}

/** The bytes from the first line that is whole; of a single line, from its first whole character. */
function withoutCutLine(bytes: Buffer): Buffer {
  const lineBreak = bytes.subarray(0, -1).indexOf("\n");
  if (lineBreak !== -1) {
    return bytes.subarray(lineBreak + 1);
  }
  const start = bytes.findIndex((byte) => !isContinuation(byte));
  return bytes.subarray(Math.max(0, start));
}

function lastLines(bytes: Buffer, count: number): string[] {
  // Decoding as a stream keeps back a character that is cut off at the end.
  const text = new TextDecoder().decode(bytes, { stream: true });
  const lines = shownLines(text);
  while (lines.at(-1) === "") {
    lines.pop();
  }
  return lines.slice(-count);
}
