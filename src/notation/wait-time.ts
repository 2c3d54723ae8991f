import { parseDuration } from "./duration";
import { NotationError } from "./notation-error";

/** How long an apply and the command wait for a job, unless the user says otherwise. */
export const DEFAULT_WAIT_TIMEOUT = "24h";

/** The same for a lookup, which blocks the plan. */
export const DEFAULT_LOOKUP_TIMEOUT = "30m";

/** The maximum time of a wait. */
const LONGEST = "30 days (720h)";
const LONGEST_MS = 30 * 24 * 3_600_000;

/**
 * The problem of a time-out or interval, or `undefined`: the rest of a sentence that begins with the name of the
 * argument, such as "must be positive". Up to 30 days are valid.
 */
export function waitTimeProblem(text: string): string | undefined {
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
    return "must be positive; omit it for the default.";
  }
  return ms > LONGEST_MS ? `must not be longer than ${LONGEST}.` : undefined;
}

/** Shorter intervals detect nothing sooner, and use up the rate limit of the endpoint. */
const SHORTEST_INTERVAL_MS = 100;

/** The same for an interval, which must be at least 100 ms. */
export function intervalProblem(text: string): string | undefined {
  return (
    waitTimeProblem(text) ??
    (parseDuration(text) < SHORTEST_INTERVAL_MS ? "must be at least 100ms." : undefined)
  );
}

/**
 * The default grace period for a state from which the scheduler may requeue a job (`mayRestart`). Slurm requeues a job
 * within seconds, but its accounting shows the previous state for up to a minute.
 */
export const DEFAULT_REQUEUE_GRACE = "1m";

/** The same for a grace period; `0s` turns it off. */
export function graceProblem(text: string): string | undefined {
  return isNothing(text) ? undefined : waitTimeProblem(text);
}

function isNothing(text: string): boolean {
  try {
    return parseDuration(text) === 0;
  } catch (error) {
    if (error instanceof NotationError) {
      return false;
    }
    throw error;
  }
}
