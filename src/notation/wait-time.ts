import { parseDuration } from "./duration";
import { type Limit, limitedDurationProblem } from "./limited-duration";
import { NotationError } from "./notation-error";

/** How long an apply and the command wait for a job, unless the user says otherwise. */
export const DEFAULT_WAIT_TIMEOUT = "24h";

/** The same for a lookup, which blocks the plan. */
export const DEFAULT_LOOKUP_TIMEOUT = "30m";

const LONGEST: Limit = { ms: 30 * 24 * 3_600_000, text: "30 days (720h)", omitted: "the default" };

/** The problem of a time-out or interval, or `undefined`, as `limitedDurationProblem` has it. */
export function waitTimeProblem(text: string): string | undefined {
  return limitedDurationProblem(text, LONGEST);
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
