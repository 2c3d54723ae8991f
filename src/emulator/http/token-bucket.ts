import type { RateLimit } from "../scenario/scenario";

/** Takes one token at a time on the monotonic clock. Returns 0, or the milliseconds to wait. */
export type TokenBucket = (nowMs: number) => number;

/** The rounding error of sums of fractions. */
const ROUNDING = 1e-9;

/** A token bucket that is full at `startMs`. A refused call takes no token. */
export function createTokenBucket({ callsPerSecond, burst }: RateLimit, startMs: number): TokenBucket {
  const capacity = burst ?? Math.max(1, callsPerSecond);
  let tokens = capacity;
  let filledMs = startMs;
  return (nowMs) => {
    tokens = Math.min(capacity, tokens + ((nowMs - filledMs) / 1_000) * callsPerSecond);
    filledMs = nowMs;
    if (tokens < 1 - ROUNDING) {
      return Math.ceil(((1 - tokens) / callsPerSecond) * 1_000);
    }
    tokens -= 1;
    return 0;
  };
}
