import { CutListError } from "./notation-error";

/**
 * Throws {@link CutListError} for a list of which only the beginning is there. Schedulers cut lists to the width of a
 * column or a field: `scontrol` and newer Slurm put `...` at the end, `sacct` a `+`, and `squeue` nothing, which leaves a
 * bracket open. A list that was cut between two elements without a mark looks like a whole one.
 */
export function refuseCutList(text: string): void {
  if (text.includes("...") || text.trimEnd().endsWith("+") || staysOpen(text)) {
    throw new CutListError(text);
  }
}

/** Whether a bracket or a parenthesis is not closed. */
function staysOpen(text: string): boolean {
  let brackets = 0;
  let parentheses = 0;
  for (const character of text) {
    if (character === "[") {
      brackets += 1;
    } else if (character === "(") {
      parentheses += 1;
    } else if (character === "]" && brackets > 0) {
      brackets -= 1;
    } else if (character === ")" && parentheses > 0) {
      parentheses -= 1;
    }
  }
  return brackets > 0 || parentheses > 0;
}
