import { parseDuration } from "./duration";
import { type Limit, limitedDurationProblem } from "./limited-duration";

/** Longer than any queue allows, and safe to write as hours, minutes and seconds. */
const LONGEST: Limit = {
  ms: 365 * 24 * 3_600_000,
  text: "365 days (8760h)",
  omitted: "the limit of the queue",
};

/** The problem of the time that a job may run, or `undefined`, as `limitedDurationProblem` has it. */
export function wallTimeProblem(text: string): string | undefined {
  return limitedDurationProblem(text, LONGEST);
}

/** The same time in whole seconds, rounded up. */
export function wallTimeSeconds(text: string): number {
  return Math.ceil(parseDuration(text) / 1_000);
}
