/** Calls a second: at the beginning, and the bounds. E-HPC documents no limit; ECS advises one call a second when throttled. */
export const FIRST_RATE = 10;
export const LOWEST_RATE = 0.5;
/** Higher than any service allows: the limit is learnt from the service's throttling, not known. */
export const HIGHEST_RATE = 1_000;
/** How much the rate grows within a second of success once the service has throttled, in calls a second. */
const GROWTH = 5;
/** A longer wait that the service asks for is not believed, in milliseconds. */
const LONGEST_HOLD_MS = 300_000;
/** Calls under way at a time: at least, and at most. */
const LEAST_AT_A_TIME = 8;
const MOST_AT_A_TIME = 64;
/** How long an answer may take, in milliseconds, without the calls under way holding back the rate. */
const USUAL_ANSWER_MS = 250;
/** No more calls than these are made at once because none was made before. */
const MOST_AT_ONCE = 100;

/**
 * The rate after a call that succeeded at `rate`.
 *
 * @param throttled whether the service has throttled so far. Before, each success adds a call a second, so that the rate
 * doubles within a second ("slow start", RFC 5681 section 3.1); after it the rate grows by the same for every second
 */
export function raisedRate(rate: number, throttled: boolean): number {
  return Math.min(HIGHEST_RATE, rate + (throttled ? GROWTH / Math.max(GROWTH, rate) : 1));
}

/** How many calls may be under way at a time: enough for the rate where answers take a quarter of a second. */
export function atATime(rate: number): number {
  return Math.min(MOST_AT_A_TIME, Math.max(LEAST_AT_A_TIME, Math.floor((rate * USUAL_ANSWER_MS) / 1_000)));
}

/** The rate after the service has throttled: multiplicative decrease. */
export function loweredRate(rate: number): number {
  return Math.max(LOWEST_RATE, rate / 2);
}

/** How many calls may be made at once after a time without any: those of two seconds, up to a hundred. */
export function burstAt(rate: number): number {
  return Math.max(1, Math.min(2 * rate, MOST_AT_ONCE));
}

/** How long no call is made after the service has asked for `retryAfterMs` (`x-acs-retry-after`). */
export function holdMs(retryAfterMs: number | null): number {
  return Math.min(LONGEST_HOLD_MS, retryAfterMs ?? 0);
}
