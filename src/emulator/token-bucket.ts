import type { RateLimit } from "./scenario";

/** Takes one call at a moment of the monotonic clock: 0 lets it through, else so many milliseconds are to be waited. */
export type TokenBucket = (nowMs: number) => number;

/** What the sums of fractions may be off by. */
const ROUNDING = 1e-9;

/** A token bucket, which is full at `startMs`. Calls that it refuses take nothing out of it. */
export function createTokenBucket({ callsPerSecond, burst }: RateLimit, startMs: number): TokenBucket {
  const capacity = burst ?? Math.max(1, callsPerSecond);
  let tokens = capacity;
  let filledMs = startMs;
  return (nowMs) => {
    tokens = Math.min(capacity, tokens + ((nowMs - filledMs) / 1_000) * callsPerSecond);
    filledMs = nowMs;
    if (tokens < 1 - ROUNDING) return Math.ceil(((1 - tokens) / callsPerSecond) * 1_000);
    tokens -= 1;
    return 0;
  };
}
