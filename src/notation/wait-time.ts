import { parseDuration } from "./duration";
import { NotationError } from "./notation-error";

/** No scheduler of ours runs a job for longer, and a timer could not tell more than 24 days anyway. */
const LONGEST = "30 days (720h)";
const LONGEST_MS = 30 * 24 * 3_600_000;

/**
 * What is wrong with the text of a time-out or of an interval, which `parseDuration` is to read: the rest of a sentence
 * that begins with its name, such as "must be positive". Nothing is wrong with up to 30 days.
 */
export function waitTimeProblem(text: string): string | undefined {
  let ms: number;
  try {
    ms = parseDuration(text);
  } catch (error) {
    if (error instanceof NotationError) return `must be a duration: ${error.message}`;
    throw error;
  }
  if (ms <= 0) return "must be positive; omit it for the default.";
  return ms > LONGEST_MS ? `must not be longer than ${LONGEST}.` : undefined;
}

/** Shorter intervals tell nothing sooner, and take from everybody who asks the same endpoint. */
const SHORTEST_INTERVAL_MS = 100;

/** The same for an interval, which has to be 100 ms at least. */
export function intervalProblem(text: string): string | undefined {
  return (
    waitTimeProblem(text) ??
    (parseDuration(text) < SHORTEST_INTERVAL_MS ? "must be at least 100ms." : undefined)
  );
}

/**
 * How long a wait goes on after a state that the scheduler may take back (`mayRestart`), unless the user says otherwise.
 * Slurm puts a job back within seconds; what reads its accounting shows the state before for up to a minute.
 */
export const DEFAULT_REQUEUE_GRACE = "1m";

/** The same for a grace, which `0s` turns off. */
export function graceProblem(text: string): string | undefined {
  return isNothing(text) ? undefined : waitTimeProblem(text);
}

function isNothing(text: string): boolean {
  try {
    return parseDuration(text) === 0;
  } catch (error) {
    if (error instanceof NotationError) return false;
    throw error;
  }
}
