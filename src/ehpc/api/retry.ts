import type { Clock } from "../../base/clock";
import { abortedError, EhpcError } from "../../base/errors";
import type { Log } from "../../base/log";

/** The waiting between attempts: the n-th wait is a random part of `BASE_DELAY_MS * 2^n`, at most `MAX_DELAY_MS`. */
export const BASE_DELAY_MS = 500;
export const MAX_DELAY_MS = 15_000;

export interface RetryOptions {
  /** No attempt begins later than this many milliseconds after the first; 0 makes one attempt. */
  maxRetryMs: number;
  signal: AbortSignal;
  clock: Clock;
  /** A number from 0 up to 1. */
  random: () => number;
  log: Log;
}

/**
 * Makes an attempt, and repeats it while it fails with a transient {@link EhpcError} and time is left. What may have been
 * done is not repeated.
 *
 * Waits with exponential backoff and full jitter (aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter),
 * or as long as the service asks; when it asks for longer than is left, the call ends at once. The error that comes out
 * is that of the last attempt, and says how many there were.
 *
 * @param attempt is given the milliseconds that are left for beginning something new.
 */
export async function retry<T>(
  attempt: (remainingMs: number, number: number) => Promise<T>,
  options: RetryOptions,
): Promise<T> {
  const { clock, signal, log, maxRetryMs } = options;
  const start = clock.monotonicMs();
  for (let attempts = 1; ; attempts += 1) {
    if (signal.aborted) {
      throw abortedError();
    }
    try {
      return await attempt(maxRetryMs - (clock.monotonicMs() - start), attempts);
    } catch (error) {
      const mayBeDone = error instanceof EhpcError && error.outcomeUnknown;
      if (signal.aborted && !mayBeDone) {
        throw abortedError();
      }
      if (!(error instanceof EhpcError)) {
        throw error;
      }
      if (!error.transient || mayBeDone) {
        throw error.givenUp(attempts, null);
      }
      const delayMs = delayAfter(error, attempts, options.random);
      const remainingMs = maxRetryMs - (clock.monotonicMs() - start);
      if (delayMs >= remainingMs) {
        throw error.givenUp(attempts, remark(error, attempts, maxRetryMs, delayMs));
      }
      log("debug", "The call failed; retrying.", {
        kind: error.kind,
        code: error.code,
        http_status: error.httpStatus,
        attempt: attempts,
        delay_ms: Math.round(delayMs),
      });
      await sleep(delayMs, options);
    }
  }
}

function delayAfter(error: EhpcError, attempts: number, random: () => number): number {
  const backoff = Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** Math.min(attempts - 1, 30)) * random();
  return Math.max(error.retryAfterMs ?? 0, backoff);
}

function remark(error: EhpcError, attempts: number, maxRetryMs: number, delayMs: number): string | null {
  // Nothing was to be repeated, so nothing was given up.
  if (maxRetryMs === 0) {
    return null;
  }
  const tries = attempts === 1 ? "after 1 attempt" : `after ${attempts} attempts`;
  if (error.retryAfterMs !== null && error.retryAfterMs >= delayMs && error.retryAfterMs > 0) {
    return `Gave up ${tries}: the service asks to wait ${error.retryAfterMs} ms, but the retry limit is ${maxRetryMs} ms.`;
  }
  return `Gave up ${tries}: the retry limit is ${maxRetryMs} ms.`;
}

async function sleep(ms: number, { clock, signal }: RetryOptions): Promise<void> {
  try {
    await clock.sleep(ms, signal);
  } catch (error) {
    throw signal.aborted ? abortedError() : error;
  }
}
