import { NotationError } from "./notation-error";

/** A node list may name this many nodes; without a bound, `n[0-999999999]` would fill the memory. */
export const MAX_NODE_NAMES = 65_536;

/** All names together may have this many characters; a long name with two pairs of brackets would fill it, too. */
export const MAX_NODE_CHARACTERS = 1_000_000;

/** What Slurm prints in place of the node list of a job that has no nodes. */
const NO_NODES = /^(?:\(null\)|n\/a|none assigned|none)$/i;

/**
 * The names of the nodes in a node list, each once, in the order written.
 *
 * | notation | example | names |
 * | --- | --- | --- |
 * | list, separated by commas, plus signs or blanks | `n1,n2` | n1, n2 |
 * | Slurm brackets, with the width kept | `compute[002,005-006]` | compute002, compute005, compute006 |
 * | several brackets | `r[1-2]n[1-2]` | r1n1, r1n2, r2n1, r2n2 |
 * | PBS `exec_host`: slots after the name | `n1/0*2+n2/0` | n1, n2 |
 * | PBS `exec_vnode`: resources after the name | `(n1:ncpus=2)+(n2:ncpus=2)` | n1, n2 |
 *
 * Brackets that cannot be read stay as they are: a strange name says more than none. Throws {@link NotationError} for
 * more than {@link MAX_NODE_NAMES} names and for more than {@link MAX_NODE_CHARACTERS} characters in them.
 */
export function nodeNames(text: string): string[] {
  if (NO_NODES.test(text.trim())) return [];
  const names = new Set<string>();
  let expanded = 0;
  let characters = 0;
  for (const entry of entries(text)) {
    const group = expand(text, entry, MAX_NODE_CHARACTERS - characters);
    // Repeated groups add no names, but still take time.
    if (group.length > 1) expanded += group.length;
    for (const name of group) {
      if (group.length > 1 || !names.has(name)) characters += name.length;
      names.add(name);
    }
    if (expanded > MAX_NODE_NAMES || names.size > MAX_NODE_NAMES) throw tooMany(text);
    if (characters > MAX_NODE_CHARACTERS) throw tooLong(text);
  }
  return [...names];
}

/** The entries of the list, without what PBS writes around and after a name: separators inside brackets do not separate. */
function entries(text: string): string[] {
  const found = text.match(/(?:\[[^[\]]*\]|[^\s,+])+/g) ?? [];
  return found.map(nameOf).filter((name) => name !== "");
}

function nameOf(entry: string): string {
  return entry.replace(/[()]/g, "").replace(/(?:\/\d|:).*/s, "");
}

/** @param room how many characters the names may have together; more are refused before they are made. */
function expand(text: string, pattern: string, room: number): string[] {
  if (!pattern.includes("[")) return [pattern];
  let names = [""];
  for (const piece of pattern.split(/(\[[^[\]]*\])/)) {
    const choices = piece.startsWith("[") ? (bracketed(text, piece) ?? [piece]) : [piece];
    if (names.length * choices.length > MAX_NODE_NAMES) throw tooMany(text);
    if (names.length * lengthOf(choices) + choices.length * lengthOf(names) > room) throw tooLong(text);
    names = names.flatMap((name) => choices.map((choice) => name + choice));
  }
  return names;
}

/** The numbers in a pair of brackets as text; `null` where they cannot be read. */
function bracketed(text: string, piece: string): string[] | null {
  const numbers: string[] = [];
  for (const part of piece.slice(1, -1).split(",")) {
    const found = /^\s*(\d{1,12})(?:-(\d{1,12}))?\s*$/.exec(part);
    if (found === null) return null;
    const [, first = "", last = first] = found;
    if (Number(last) < Number(first)) return null;
    if (Number(last) - Number(first) >= MAX_NODE_NAMES - numbers.length) throw tooMany(text);
    for (let number = Number(first); number <= Number(last); number += 1) {
      numbers.push(String(number).padStart(first.length, "0"));
    }
  }
  return numbers;
}

function lengthOf(texts: readonly string[]): number {
  return texts.reduce((length, text) => length + text.length, 0);
}

function tooMany(text: string): NotationError {
  return new NotationError(text, `names more than ${MAX_NODE_NAMES} nodes`);
}

function tooLong(text: string): NotationError {
  return new NotationError(text, `names nodes with more than ${MAX_NODE_CHARACTERS} characters together`);
}
