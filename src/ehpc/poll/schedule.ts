/** No look follows another sooner, unless the caller fixed a shorter interval, in milliseconds. */
export const SHORTEST_MS = 2_000;
/** No look is later than this after the one before, unless the caller fixed a longer interval, in milliseconds. */
export const LONGEST_MS = 30_000;
/** The part of a job's age that its end may go unnoticed. */
export const SHARE_OF_AGE = 0.05;

/** What decides when a job is looked at next. */
export interface Pace {
  /** How old the job is, in milliseconds, as far as is known. */
  ageMs: number;
  /** The interval that the caller fixed, in milliseconds; `null` leaves it to the job's age. */
  intervalMs: number | null;
  /** How many looks have failed in a row. */
  failures: number;
}

/**
 * The longest time until the next look, in milliseconds: the fixed interval, or 5 % of the job's age, at least 2 s and at
 * most 30 s. A job that runs for days is asked for seldom, and the end of a short one is noticed soon.
 */
export function longestPauseMs({ ageMs, intervalMs }: Pick<Pace, "ageMs" | "intervalMs">): number {
  return intervalMs ?? Math.min(LONGEST_MS, Math.max(SHORTEST_MS, ageMs * SHARE_OF_AGE));
}

/**
 * The time until the next look, in milliseconds: any between 2 s and the longest, evenly spread ("full jitter"), so that
 * many processes do not ask in step; a fixed interval has none.
 *
 * A failed look is made up for early: after 2 s, 4 s, 8 s and so on, as long as that is less than the interval.
 *
 * @param random from 0 up to 1. Jobs that share it, and are looked at together, stay together.
 */
export function pauseMs(pace: Pace, random: number): number {
  const longest = longestPauseMs(pace);
  if (pace.failures > 0) {
    return Math.min(longest, jittered(SHORTEST_MS * 2 ** Math.min(pace.failures - 1, 20), random));
  }
  return pace.intervalMs === null ? jittered(longest, random) : longest;
}

function jittered(longest: number, random: number): number {
  return SHORTEST_MS + random * Math.max(0, longest - SHORTEST_MS);
}

/**
 * When the next look begins, on the clock of its arguments: `pause` after the beginning of the last one, so that the time
 * an answer takes adds to no delay; but it is followed by a rest as long as it took, up to `pause`, for the sake of a slow
 * service.
 */
export function nextLookAt(begunAt: number, endedAt: number, pause: number): number {
  return Math.max(begunAt + pause, endedAt + Math.min(pause, endedAt - begunAt));
}
