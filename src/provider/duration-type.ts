import { parseDuration } from "../ehpc/duration";
import { NotationError } from "../ehpc/notation-error";
import { type AttributeType, refine, string } from "../plugin/schema/attribute-type";

/** No scheduler of ours runs a job for longer, and a timer could not tell more than 24 days anyway. */
const LONGEST = "30 days (720h)";
const LONGEST_MS = 30 * 24 * 3_600_000;

/** A time span in Terraform's form, such as `90s` or `2h45m`. */
export const duration: AttributeType<string> = refine(string, (text) => {
  let ms: number;
  try {
    ms = parseDuration(text);
  } catch (error) {
    if (error instanceof NotationError) return `must be a duration: ${error.message}`;
    throw error;
  }
  if (ms <= 0) return "must be longer than zero; leave it out for the default.";
  return ms > LONGEST_MS ? `must not be longer than ${LONGEST}.` : undefined;
});
