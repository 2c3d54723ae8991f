import type { Clock } from "../base/clock";
import { EhpcError } from "../base/errors";
import type { WaitOutcome } from "../ehpc/poll/poller";
import { pauseMs } from "../ehpc/poll/schedule";
import type { Phase } from "../notation/phase";
import type { LogCopy } from "./log-copy";

/** What following needs to know. */
export interface FollowOptions {
  copies: readonly LogCopy[];
  /** Waits for the job's end. */
  ended: Promise<WaitOutcome>;
  /** The job's phase as last seen; `null` before it was seen. */
  phase: () => Phase | null;
  /** Milliseconds between two looks; `null` leaves them to how long nothing was written. */
  intervalMs: number | null;
  /** Tells a person of what passes. */
  note: (sentence: string) => void;
  clock: Pick<Clock, "monotonicMs" | "sleep">;
  random: () => number;
  /** Ends it at once, with kind `aborted`. */
  signal: AbortSignal;
}

/** Files on a shared file system are seen by others a little after they were written. */
const SETTLING_MS = 2_000;
/** What was written last is asked for this long where the service does not give it at once, in milliseconds. */
const LAST_RETRY_MS = 300_000;

/**
 * Copies what is written to a job's logs until the job has ended, and then what was written last.
 *
 * Failures that pass are waited out. So are those of a job that has not begun: it may have no logs yet, and what the
 * service says then is not documented. Throws `EhpcError`.
 */
export async function followLog(options: FollowOptions): Promise<WaitOutcome> {
  const { copies, ended, phase, intervalMs, note, clock, random, signal } = options;
  const end = new AbortController();
  let outcome: WaitOutcome | null = null;
  const watched = ended.then((result) => {
    outcome = result;
  });
  // What is wrong with the wait is thrown below; here it only ends a pause.
  watched.finally(() => end.abort()).catch(() => {});

  let failures = 0;
  let writtenAt = clock.monotonicMs();
  while (!end.signal.aborted) {
    try {
      for (const copy of copies) {
        if ((await copy.copyNew({ signal, maxRetryMs: 0 })) > 0) writtenAt = clock.monotonicMs();
      }
      failures = 0;
    } catch (error) {
      if (!(error instanceof EhpcError) || error.kind === "aborted") throw error;
      const hasBegun = phase() !== null && phase() !== "pending";
      if (!error.transient && (hasBegun || NEVER_PASSES.has(error.kind))) throw error;
      if (error.transient && failures === 0) note(`The log cannot be read at the moment. ${error.message}`);
      failures += 1;
    }
    const ageMs = clock.monotonicMs() - writtenAt;
    const pause = intervalMs ?? pauseMs({ ageMs, intervalMs: null, failures }, random());
    await clock.sleep(pause, AbortSignal.any([signal, end.signal])).catch(() => {});
    if (signal.aborted) break;
  }
  try {
    await watched;
  } catch (error) {
    // The scheduler may have forgotten the job, and left its log.
    for (const copy of copies) await copy.copyNew({ signal, maxRetryMs: 0 }).catch(() => 0);
    throw error;
  }
  const last = { signal, maxRetryMs: LAST_RETRY_MS };
  for (const copy of copies) await copy.copyNew(last);
  await clock.sleep(SETTLING_MS, signal).catch(() => {});
  for (const copy of copies) await copy.copyNew(last);
  return outcome ?? (await ended);
}

/** What the user has to set right, whether a job has begun or not. */
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
