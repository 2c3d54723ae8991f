import type { Clock } from "../../base/clock";
import { EhpcError } from "../../base/errors";
import type { Phase } from "../../notation/phase";
import type { Client } from "../api/client";
import type { WaitOutcome } from "../poll/poller";
import { followLog } from "./follow-log";
import { LogCopy } from "./log-copy";
import { FIRST_TAIL_BYTES, LogLines } from "./log-lines";

/** Whose standard output to follow, and who shows it. */
export interface FollowLinesRequest {
  clusterId: string;
  jobId: string;
  /** The wait for the job. */
  ended: Promise<WaitOutcome>;
  /** The job's last known phase; `null` before the first read. */
  phase: () => Phase | null;
  /** Milliseconds between two reads; `null` lets the interval grow while nothing is written. */
  intervalMs: number | null;
  /** Shows lines that are safe on a terminal; the next are read when it is done. */
  show: (lines: readonly string[]) => Promise<void>;
  /** Shows a notice to a person. */
  note: (sentence: string) => void;
  /** How to read the log by other means, in a sentence. */
  otherWay: string;
}

export interface FollowLinesOptions {
  clock: Pick<Clock, "monotonicMs" | "sleep">;
  random: () => number;
  /** Ends it at once, with kind `aborted`. */
  signal: AbortSignal;
}

/**
 * Shows the lines that a job writes to its standard output until the wait for it ends, and then the rest. A log that
 * cannot be read ends nothing but the showing: what it returns and throws is the outcome of the wait.
 */
export async function followLines(
  client: Pick<Client, "getJobLog">,
  { clusterId, jobId, ended, phase, intervalMs, show, note, otherWay }: FollowLinesRequest,
  { clock, random, signal }: FollowLinesOptions,
): Promise<WaitOutcome> {
  const lines = new LogLines();
  const showAll = async (some: readonly string[]): Promise<void> => {
    if (some.length > 0) {
      await show(some);
    }
  };
  const copy = new LogCopy({
    client,
    clusterId,
    jobId,
    stream: "stdout",
    output: { write: (bytes) => showAll(lines.push(bytes)) },
    from: { tailBytes: FIRST_TAIL_BYTES },
    onBegin(first, fileSize) {
      if (first > 0) {
        lines.beginInside();
        note(`The standard output has ${fileSize} bytes already. The last ${fileSize - first} follow.`);
      }
    },
    onRestart: () => note("The standard output became shorter; it is read again from its start."),
  });
  let waitFailed = false;
  ended.catch(() => {
    waitFailed = true;
  });
  try {
    const outcome = await followLog({
      copies: [copy],
      ended,
      phase,
      intervalMs,
      note,
      otherWay,
      clock,
      random,
      signal,
    });
    await showAll(lines.end());
    if (copy.missing > 0) {
      note(
        `The standard output is incomplete: E-HPC returned ${copy.missing} bytes less than it says the log has.`,
      );
    }
    return outcome;
  } catch (error) {
    await showAll(lines.end());
    if (!(error instanceof EhpcError) || waitFailed || signal.aborted) {
      throw error;
    }
    note(`The standard output can no longer be followed, but the wait goes on. ${error.message}`);
    return await ended;
  }
}
