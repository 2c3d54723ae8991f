import { createContext, Script } from "node:vm";
import { NotationError } from "../../notation/notation-error";
import { requirePattern } from "./name-pattern";

/** Of a longer name only the beginning is matched, in characters. Schedulers cut names at a few hundred. */
const LONGEST_NAME = 1_000;
/** Replaces the rest of a longer name: its beginning must not match as the whole. */
const REST = "\u2026";
/** Milliseconds for the names of one page; ordinary patterns take less than one. */
const LONGEST_MATCH_MS = 1_000;
/**
 * Microseconds of the processor after which no answer is trusted. JavaScriptCore, in the provider that needs no Node.js,
 * gives up after a hundred million steps, about a second, and says that the name does not match.
 */
const LONGEST_TRUSTED_US = 100_000;

/** Tells of each name whether it matches. Throws {@link NotationError} when that takes too long. */
export type NameMatcher = (names: readonly string[]) => boolean[];

/**
 * A matcher of names by a regular expression of JavaScript (ECMA-262, with the flag `u`), which may match anywhere in
 * a name unless it says `^` and `$`.
 *
 * Some expressions take exponential time on some names, and no signal reaches a process that is at it. In a context of
 * `node:vm`, V8 ends them.
 *
 * Throws {@link NotationError} for text that is no regular expression.
 */
export function nameMatcher(pattern: string): NameMatcher {
  requirePattern(pattern);
  // Only texts cross the border: what is an object there is none of ours.
  const globals = { pattern, names: "[]" };
  const context = createContext(globals);
  const match = new Script(MATCH);
  return (names) => {
    globals.names = JSON.stringify(names.map(beginning));
    const begun = process.cpuUsage();
    try {
      const answer: unknown = match.runInContext(context, { timeout: LONGEST_MATCH_MS });
      if (process.cpuUsage(begun).user > LONGEST_TRUSTED_US) {
        throw tooLong(pattern);
      }
      return [...String(answer)].map((digit) => digit === "1");
    } catch {
      throw tooLong(pattern);
    }
  };
}

function beginning(name: string): string {
  return name.length > LONGEST_NAME ? name.slice(0, LONGEST_NAME) + REST : name;
}

function tooLong(pattern: string): NotationError {
  return new NotationError(
    pattern,
    "takes too long to match; the usual cause is a nested repetition such as (a+)+",
  );
}

const MATCH = `{
  const regex = new RegExp(pattern, "u");
  JSON.parse(names).map((name) => (regex.test(name) ? "1" : "0")).join("");
}`;
