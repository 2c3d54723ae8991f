import { Scanner } from "./scanner";

/** Brackets within brackets. Nobody's nodes need more, and each level takes room on the stack. */
export const MAX_BRACKET_DEPTH = 16;

/** A name with brackets: what stands in a row. Each choice of one part goes with each choice of the next. */
export type NodePattern = readonly NodePatternPart[];

/** A word as it is, the numbers of a range, or the choices of a pair of brackets. */
export type NodePatternPart =
  | { readonly word: string }
  | { readonly from: number; readonly to: number; readonly width: number }
  | { readonly choices: readonly NodePattern[] };

const WORD = /[A-Za-z0-9_.-]+/y;
const BLANKS = /\s+/y;
const RANGE = /^([0-9]{1,15})-([0-9]{1,15})$/;

/** Why something is not a node list, in general. */
export const NOT_NODES = 'is not a node list; examples are "compute[002,005-007]" and "n1/0*2+n2/0"';

/**
 * Reads the name of a node, or of several with brackets. Brackets hold choices separated by commas: numbers, ranges of
 * numbers, words, and rows of these with brackets of their own (`rack[1,2[a,b]]`). A name is made of letters, digits,
 * `_`, `.` and `-`; a word in brackets has no `-`, which would look like a range.
 *
 * @returns the pattern, or the reason why there is none, which continues a sentence that begins with the text
 */
export function parseNodePattern(text: string): NodePattern | string {
  const scanner = new Scanner(text);
  const pattern = row(scanner, 0);
  return typeof pattern === "string" || scanner.done ? pattern : NOT_NODES;
}

function row(scanner: Scanner, depth: number): NodePattern | string {
  const parts: NodePatternPart[] = [];
  while (true) {
    const word = scanner.take(WORD);
    const part = word !== "" ? named(word, depth) : scanner.accept("[") ? choices(scanner, depth + 1) : null;
    if (typeof part === "string") {
      return part;
    }
    if (part === null) {
      return parts.length === 0 ? NOT_NODES : parts;
    }
    parts.push(part);
  }
}

/** What stands in brackets, after the opening one. */
function choices(scanner: Scanner, depth: number): NodePatternPart | string {
  if (depth > MAX_BRACKET_DEPTH) {
    return `has brackets more than ${MAX_BRACKET_DEPTH} deep`;
  }
  const patterns: NodePattern[] = [];
  do {
    scanner.take(BLANKS);
    const pattern = row(scanner, depth);
    if (typeof pattern === "string") {
      return pattern;
    }
    patterns.push(pattern);
    scanner.take(BLANKS);
  } while (scanner.accept(","));
  return scanner.accept("]") ? { choices: patterns } : NOT_NODES;
}

function named(word: string, depth: number): NodePatternPart | string {
  if (depth === 0 || !word.includes("-")) {
    return { word };
  }
  const [, first = "", last = ""] = RANGE.exec(word) ?? [];
  if (first === "") {
    return NOT_NODES;
  }
  const range = { from: Number(first), to: Number(last), width: first.length };
  return range.to < range.from ? "has a range whose last number is below its first" : range;
}
