import { parseDuration } from "./duration";
import { NotationError } from "./notation-error";

/** The longest wall time: longer than any queue allows, and safe to write as hours, minutes and seconds. */
const LONGEST = "365 days (8760h)";
const LONGEST_MS = 365 * 24 * 3_600_000;

/**
 * The problem of the time that a job may run, or `undefined`: the rest of a sentence that begins with the name of the
 * argument, such as "must be positive". Up to a year is valid.
 */
export function wallTimeProblem(text: string): string | undefined {
  let ms: number;
  try {
    ms = parseDuration(text);
  } catch (error) {
    if (error instanceof NotationError) {
      return `must be a duration: ${error.message}`;
    }
    throw error;
  }
  if (ms <= 0) {
    return "must be positive; omit it for the limit of the queue.";
  }
  return ms > LONGEST_MS ? `must not be longer than ${LONGEST}.` : undefined;
}

/** The same time in whole seconds, rounded up. */
export function wallTimeSeconds(text: string): number {
  return Math.ceil(parseDuration(text) / 1_000);
}
