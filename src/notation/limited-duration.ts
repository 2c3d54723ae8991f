import { parseDuration } from "./duration";
import { NotationError } from "./notation-error";

/** The most that a duration may be. */
export interface Limit {
  readonly ms: number;
  /** The same as messages have it, such as `30 days (720h)`. */
  readonly text: string;
  /** What holds where the argument is omitted, such as `the default`. */
  readonly omitted: string;
}

/**
 * The problem of a positive duration with a limit, or `undefined`: the rest of a sentence that begins with the name of the
 * argument, such as "must be positive".
 */
export function limitedDurationProblem(text: string, limit: Limit): string | undefined {
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
    return `must be positive; omit it for ${limit.omitted}.`;
  }
  return ms > limit.ms ? `must not be longer than ${limit.text}.` : undefined;
}
