import type { Clock } from "../base/clock";
import { EhpcError } from "../base/errors";
import type { WaitOutcome } from "../ehpc/poll/poller";
import { pauseMs } from "../ehpc/poll/schedule";
import type { Phase } from "../notation/phase";
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
  clock: Pick<Clock, "monotonicMs" | "sleep">;
  random: () => number;
  /** Ends it at once, with kind `aborted`. */
  signal: AbortSignal;
}

/** On a shared file system, other machines see a write after a short delay. */
const SETTLING_MS = 2_000;
/** How long to retry the last read of the log, in milliseconds. */
const LAST_RETRY_MS = 300_000;

/**
 * Copies a job's logs until the job ends, and then the rest of them.
 *
 * It retries temporary failures. It also retries failures of a job that has not started: such a job may have no logs
 * yet, and the service does not document its response. Throws `EhpcError`.
 */
export async function followLog(options: FollowOptions): Promise<WaitOutcome> {
  const { copies, ended, phase, intervalMs, note, clock, random, signal } = options;
  const end = new AbortController();
  let outcome: WaitOutcome | null = null;
  const watched = ended.then((result) => {
    outcome = result;
  });
  // An error of the wait is thrown below; here it only ends a pause.
  watched.finally(() => end.abort()).catch(() => {});

  let failures = 0;
  let writtenAt = clock.monotonicMs();
  while (!end.signal.aborted) {
    try {
      for (const copy of copies) {
        if ((await copy.copyNew({ signal, maxRetryMs: 0 })) > 0) {
          writtenAt = clock.monotonicMs();
        }
      }
      failures = 0;
    } catch (error) {
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
    await clock.sleep(pause, AbortSignal.any([signal, end.signal])).catch(() => {});
    if (signal.aborted) {
      break;
    }
  }
  try {
    await watched;
  } catch (error) {
    // The log may still exist after the scheduler forgets the job.
    for (const copy of copies) {
      await copy.copyNew({ signal, maxRetryMs: 0 }).catch(() => 0);
    }
    throw error;
  }
  const last = { signal, maxRetryMs: LAST_RETRY_MS };
  for (const copy of copies) {
    await copy.copyNew(last);
  }
  await clock.sleep(SETTLING_MS, signal).catch(() => {});
  for (const copy of copies) {
    await copy.copyNew(last);
  }
  return outcome ?? (await ended);
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
