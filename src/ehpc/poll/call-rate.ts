/** Calls a second: at the beginning, and the bounds. E-HPC documents no limit; ECS advises one call a second when throttled. */
export const FIRST_RATE = 10;
export const LOWEST_RATE = 0.5;
export const HIGHEST_RATE = 50;
/** How much the rate grows within a second of success, in calls a second. */
const GROWTH = 5;
/** A longer wait that the service asks for is not believed, in milliseconds. */
const LONGEST_HOLD_MS = 300_000;

/** The rate after a call that succeeded at `rate`: additive increase, the same for every second of success. */
export function raisedRate(rate: number): number {
  return Math.min(HIGHEST_RATE, rate + GROWTH / Math.max(GROWTH, rate));
}

/** The rate after the service has throttled: multiplicative decrease. */
export function loweredRate(rate: number): number {
  return Math.max(LOWEST_RATE, rate / 2);
}

/** How many calls may be made at once after a time without any: those of two seconds. */
export function burstAt(rate: number): number {
  return Math.max(1, 2 * rate);
}

/** How long no call is made after the service has asked for `retryAfterMs` (`x-acs-retry-after`). */
export function holdMs(retryAfterMs: number | null): number {
  return Math.min(LONGEST_HOLD_MS, retryAfterMs ?? 0);
}
