import type { NodePattern, NodePatternPart } from "./node-pattern";

/** Limits for the expansion of a pattern. */
export interface ExpansionBounds {
  /** Throws if there are too many names, or too many characters in total. */
  check(count: number, characters: number): void;
}

/** Names, and their characters in total. */
interface Names {
  readonly names: readonly string[];
  readonly characters: number;
}

/**
 * Expands a pattern to names, in the order written, duplicates included.
 *
 * @param bounds checked before names are made: a refused pattern takes neither time nor memory
 */
export function expandNodePattern(pattern: NodePattern, bounds: ExpansionBounds): readonly string[] {
  return row(pattern, bounds).names;
}

function row(pattern: NodePattern, bounds: ExpansionBounds): Names {
  let names: Names = NAMELESS;
  // One part after the other: each part of a row may be within the limits, but all together may not.
  for (const part of pattern) {
    names = product(names, expand(part, bounds), bounds);
  }
  return names;
}

/** The start of a row: one empty name. */
const NAMELESS: Names = { names: [""], characters: 0 };

function expand(part: NodePatternPart, bounds: ExpansionBounds): Names {
  if ("word" in part) {
    return { names: [part.word], characters: part.word.length };
  }
  return "choices" in part ? union(part.choices, bounds) : range(part.from, part.to, part.width, bounds);
}

function range(from: number, to: number, width: number, bounds: ExpansionBounds): Names {
  const count = to - from + 1;
  bounds.check(count, count * width);
  const names = Array.from({ length: count }, (_, index) => String(from + index).padStart(width, "0"));
  return { names, characters: names.reduce((sum, name) => sum + name.length, 0) };
}

function union(choices: readonly NodePattern[], bounds: ExpansionBounds): Names {
  const names: string[] = [];
  let characters = 0;
  for (const choice of choices) {
    const some = row(choice, bounds);
    characters += some.characters;
    bounds.check(names.length + some.names.length, characters);
    for (const name of some.names) {
      names.push(name);
    }
  }
  return { names, characters };
}

function product(left: Names, right: Names, bounds: ExpansionBounds): Names {
  const characters = left.characters * right.names.length + right.characters * left.names.length;
  bounds.check(left.names.length * right.names.length, characters);
  return { names: left.names.flatMap((start) => right.names.map((end) => start + end)), characters };
}
