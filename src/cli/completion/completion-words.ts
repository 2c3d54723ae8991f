import type { Shell } from "./completion-scripts";

/** What bash takes for words of their own. */
const BREAK = /^[=:]+$/;

/** The words of a command line as a program would get them. */
export function wordsFrom(shell: Shell, given: readonly string[]): string[] {
  return shell === "bash" ? joined(given).map(unquoted) : [...given];
}

/**
 * Bash breaks words at `=` and `:`, and hands out the pieces: `--job=1` comes as three words. It then replaces the last
 * piece alone.
 */
function joined(pieces: readonly string[]): string[] {
  const words: string[] = [];
  let goesOn = false;
  for (const piece of pieces) {
    const isBreak = BREAK.test(piece);
    const last = words.length - 1;
    if ((isBreak || goesOn) && last >= 0) {
      words[last] = `${words[last]}${piece}`;
    } else {
      words.push(piece);
    }
    goesOn = isBreak;
  }
  return words;
}

function unquoted(word: string): string {
  return word.replace(/\\(.)|["']/g, "$1");
}

/** A candidate as the shell puts it in the place of the word at the cursor. */
export function replacement(
  shell: Shell,
  value: string,
  { typed, before }: { typed: string; before: string },
): string {
  if (shell !== "bash") {
    return before + value;
  }
  return value.slice(typed.lastIndexOf(":") + 1);
}
