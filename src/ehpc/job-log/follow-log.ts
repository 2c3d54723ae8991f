import type { Clock } from "../../base/clock";
import { EhpcError } from "../../base/errors";
import type { Phase } from "../../notation/phase";
import type { CallOptions } from "../api/client";
import type { WaitOutcome } from "../poll/poller";
import { pauseMs } from "../poll/schedule";
import type { LogCopy } from "./log-copy";

/** The options of {@link followLog}. */
export interface FollowOptions {
  copies: readonly LogCopy[];
  /** Resolves when the job ends. */
  ended: Promise<WaitOutcome>;
  /** The job's last known phase; `null` before the first read. */
  phase: () => Phase | null;
  /** Milliseconds between two reads; `null` lets the interval grow while nothing is written. */
  intervalMs: number | null;
  /** Shows a notice to a person. */
  note: (sentence: string) => void;
  /** How to read a log whose rest takes too long, in a sentence. */
  otherWay: string;
  clock: Pick<Clock, "monotonicMs" | "sleep">;
  random: () => number;
  /** Ends it at once, with kind `aborted`. */
  signal: AbortSignal;
}

/** On a shared file system, other machines see a write after a short delay. */
const SETTLING_MS = 2_000;
/** How long to retry the last read of the log, in milliseconds. */
const LAST_RETRY_MS = 300_000;
/** How long to copy the rest of the logs of a job that has ended, in milliseconds. A log may claim any length. */
const LONGEST_REST_MS = 600_000;

/**
 * Copies a job's logs until the job ends, and then the rest of them, for 10 minutes at most. What then is missing is
 * {@link LogCopy.missing}. The end of a failed job is returned whatever its logs do.
 *
 * It retries temporary failures. It also retries failures of a job that has not started: such a job may have no logs
 * yet, and the service does not document its response. Throws `EhpcError`.
 */
export async function followLog(options: FollowOptions): Promise<WaitOutcome> {
  const { copies, ended, phase, intervalMs, note, otherWay, clock, random, signal } = options;
  const end = new AbortController();
  let outcome: WaitOutcome | null = null;
  const watched = ended.then((result) => {
    outcome = result;
  });
  // An error of the wait is thrown below; here it only ends a pause.
  watched.finally(() => end.abort()).catch(() => {});

  const whileItRuns = AbortSignal.any([signal, end.signal]);
  let failures = 0;
  let writtenAt = clock.monotonicMs();
  while (!end.signal.aborted) {
    try {
      for (const copy of copies) {
        if ((await copy.copyNew({ signal: whileItRuns, maxRetryMs: 0 })) > 0) {
          writtenAt = clock.monotonicMs();
        }
      }
      failures = 0;
    } catch (error) {
      if (end.signal.aborted && !signal.aborted && error instanceof EhpcError) {
        break;
      }
      if (!(error instanceof EhpcError) || error.kind === "aborted") {
        throw error;
      }
      const hasBegun = phase() !== null && phase() !== "pending";
      if (!error.transient && (hasBegun || NEVER_PASSES.has(error.kind))) {
        throw error;
      }
      if (error.transient && failures === 0) {
        note(`The log cannot be read at the moment. ${error.message}`);
      }
      failures += 1;
    }
    const ageMs = clock.monotonicMs() - writtenAt;
    const pause = intervalMs ?? pauseMs({ ageMs, intervalMs: null, failures }, random());
    await clock.sleep(pause, whileItRuns).catch(() => {});
    if (signal.aborted) {
      break;
    }
  }
  const over = new AbortController();
  clock.sleep(LONGEST_REST_MS, AbortSignal.any([signal, over.signal])).then(
    () => over.abort(),
    () => {},
  );
  const rest = AbortSignal.any([signal, over.signal]);
  try {
    await watched;
  } catch (error) {
    // The log may still exist after the scheduler forgets the job.
    for (const copy of copies) {
      await copy.copyNew({ signal: rest, maxRetryMs: 0 }).catch(() => 0);
    }
    over.abort();
    throw error;
  }
  const result = outcome ?? (await ended);
  try {
    await copyRest(copies, { signal: rest, maxRetryMs: LAST_RETRY_MS }, clock);
  } catch (error) {
    const isLate = over.signal.aborted && !signal.aborted;
    if (!(error instanceof EhpcError) || signal.aborted || !(isLate || hasFailed(result))) {
      throw error;
    }
    note(isLate ? `${TOO_LONG} ${otherWay}` : `The rest of the log could not be read. ${error.message}`);
  } finally {
    over.abort();
  }
  return result;
}

/** Whether a wait says that the job has failed. */
export function hasFailed({ kind, phase }: WaitOutcome): boolean {
  return kind !== "timeout" && phase === "failed";
}

const TOO_LONG = "The rest of the log could not be read within 10 minutes of the end of the job.";

async function copyRest(
  copies: readonly LogCopy[],
  call: CallOptions & { signal: AbortSignal },
  clock: Pick<Clock, "sleep">,
): Promise<void> {
  for (const copy of copies) {
    await copy.copyNew(call);
  }
  await clock.sleep(SETTLING_MS, call.signal).catch(() => {});
  for (const copy of copies) {
    await copy.copyNew(call);
  }
}

/** Failures that only the user can fix, whether the job has started or not. */
const NEVER_PASSES: ReadonlySet<EhpcError["kind"]> = new Set([
  "cluster-not-found",
  "invalid-access-key",
  "invalid-security-token",
  "signature-mismatch",
  "clock-skew",
  "forbidden",
  "credentials",
  "configuration",
]);
