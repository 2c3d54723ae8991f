import { NotationError } from "../../notation/notation-error";

/** Throws {@link NotationError} for text that is no regular expression of JavaScript. */
export function requirePattern(pattern: string): void {
  try {
    new RegExp(pattern, "u");
  } catch (error) {
    const [, reason = "it cannot be read"] =
      /: ([^:]+)$/.exec(error instanceof Error ? error.message : "") ?? [];
    throw new NotationError(
      pattern,
      `is not a valid JavaScript regular expression (${reason.toLowerCase()})`,
    );
  }
}
