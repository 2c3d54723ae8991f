import { type ExpansionBounds, expandNodePattern } from "./expand-node-pattern";
import { type NodeEntry, nodeEntries } from "./node-entries";
import { NOT_NODES, parseNodePattern } from "./node-pattern";
import { NotationError } from "./notation-error";

/** A node list may name this many nodes; without a bound, `n[0-999999999]` would fill the memory. */
export const MAX_NODE_NAMES = 65_536;

/** All names together may have this many characters; a long name with two pairs of brackets would fill it, too. */
export const MAX_NODE_CHARACTERS = 1_000_000;

/** What Slurm and PBS print in place of the node list of a job that has no nodes. */
const NO_NODES = /^(?:\(null\)|n\/a|none assigned|none|--)$/i;

/** What PBS allows in the name of a vnode. Such a name is taken as it is. */
const VNODE = /^[A-Za-z0-9_.[\]-]+$/;

/**
 * The names of the nodes in a node list, each once, in the order written.
 *
 * | notation | example | names |
 * | --- | --- | --- |
 * | list, separated by commas, plus signs or blanks | `n1,n2` | n1, n2 |
 * | Slurm brackets, with the width kept | `compute[002,005-006]` | compute002, compute005, compute006 |
 * | several brackets | `r[1-2]n[1-2]` | r1n1, r1n2, r2n1, r2n2 |
 * | brackets in brackets | `rack[1,2[a,b]]` | rack1, rack2a, rack2b |
 * | PBS `exec_host`: slots after the name | `n1/0*2+n2/0` | n1, n2 |
 * | PBS `exec_vnode`: resources after the name | `(n1:ncpus=2)+(n2:ncpus=2)` | n1, n2 |
 * | the same with vnodes of a host, whose brackets are part of the name | `(n1[0]:ncpus=2)` | n1[0] |
 *
 * A blank text, and what schedulers print for a job without nodes (`(null)`, `None assigned`, `n/a`, `--`), give none.
 *
 * @param unreadable what to do with an entry that cannot be read, such as `n[3-1]`: `refuse` the list (default), or
 *   `keep` the entry as it is, for those to whom a strange name says more than none
 * @throws NotationError for an unreadable list, for more than {@link MAX_NODE_NAMES} names and for more than
 *   {@link MAX_NODE_CHARACTERS} characters in them; the latter two always
 */
export function nodeNames(text: string, unreadable: "refuse" | "keep" = "refuse"): string[] {
  if (NO_NODES.test(text.trim())) return [];
  const names = new Set<string>();
  let expanded = 0;
  let characters = 0;
  const check = (count: number, length: number) => {
    if (count > MAX_NODE_NAMES) throw new NotationError(text, `names more than ${MAX_NODE_NAMES} nodes`);
    if (length <= MAX_NODE_CHARACTERS) return;
    throw new NotationError(text, `names nodes with more than ${MAX_NODE_CHARACTERS} characters together`);
  };
  for (const entry of nodeEntries(text)) {
    let group = namesOf(entry, { check: (count, length) => check(count, characters + length) });
    if (typeof group === "string") {
      if (unreadable === "refuse") throw new NotationError(text, group);
      group = entry.name === "" ? [] : [entry.text];
    }
    // Repeated groups add no names, but still take time.
    if (group.length > 1) expanded += group.length;
    for (const name of group) {
      if (group.length > 1 || !names.has(name)) characters += name.length;
      names.add(name);
    }
    check(Math.max(expanded, names.size), characters);
  }
  return [...names];
}

/** The names of an entry, or the reason why it cannot be read. */
function namesOf({ name, isSound, isVnode }: NodeEntry, bounds: ExpansionBounds): readonly string[] | string {
  if (!isSound) return NOT_NODES;
  if (isVnode) return VNODE.test(name) ? [name] : NOT_NODES;
  const pattern = parseNodePattern(name);
  return typeof pattern === "string" ? pattern : expandNodePattern(pattern, bounds);
}
