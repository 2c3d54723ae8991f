import { type ExpansionBounds, expandNodePattern } from "./expand-node-pattern";
import { type NodeEntry, nodeEntries } from "./node-entries";
import { NOT_NODES, parseNodePattern } from "./node-pattern";
import { NotationError } from "./notation-error";
import { isPythonList, pythonList } from "./python-list";
import { refuseCutList } from "./refuse-cut-list";

/** A node list may name this many nodes; without a bound, `n[0-999999999]` would fill the memory. */
export const MAX_NODE_NAMES = 65_536;

/** All names together may have this many characters; a long name with two pairs of brackets would fill it, too. */
export const MAX_NODE_CHARACTERS = 1_000_000;

/** What Slurm and PBS print in place of the node list of a job that has no nodes. */
const NO_NODES = /^(?:\(null\)|n\/a|none assigned|none|--)$/i;

/** What PBS allows in the name of a vnode. Such a name is taken as it is. */
const VNODE = /^[A-Za-z0-9_.@#^\\/[\]-]+$/;

/**
 * The names of the nodes in a node list, each once, in the order written.
 *
 * | notation | example | names |
 * | --- | --- | --- |
 * | list, separated by commas, plus signs or blanks | `n1,n2` | n1, n2 |
 * | list as Python and JSON print it: the service's API of 2018 | `['n1', 'n2']` | n1, n2 |
 * | Slurm brackets, with the width kept | `compute[002,005-006]` | compute002, compute005, compute006 |
 * | several brackets | `r[1-2]n[1-2]` | r1n1, r1n2, r2n1, r2n2 |
 * | a suffix behind brackets (ClusterShell; Slurm 22.05 refuses it) | `n[1-2]-ib` | n1-ib, n2-ib |
 * | brackets in brackets (Slurm 22.05, ClusterShell and python-hostlist refuse them) | `rack[1,2[a,b]]` | rack1, rack2a, rack2b |
 * | PBS `exec_host`: slots after the name | `n1/0*2+n2/0` | n1, n2 |
 * | PBS `exec_vnode`: vnodes in parentheses, with or without resources | `(n1:ncpus=2)+(n2)` | n1, n2 |
 * | the same with brackets, which belong to the name of a vnode | `(n1[0]:ncpus=2+n1[1])` | n1[0], n1[1] |
 *
 * Digits before brackets are a part of the name, as to Slurm: `n1[8-9]` is n18 and n19. ClusterShell takes them for a part
 * of the range.
 *
 * A blank text, and what schedulers print for a job without nodes (`(null)`, `None assigned`, `n/a`, `--`), give none.
 *
 * @param unreadable what to do with an entry that cannot be read, such as `n[3-1]`: `refuse` the list (default), or
 *   `keep` the entry as it is, for those to whom a strange name says more than none
 * @throws CutListError for a list of which only the beginning is there, whatever `unreadable` says: a part of it would be
 *   taken for the whole
 * @throws NotationError for an unreadable list, for more than {@link MAX_NODE_NAMES} names and for more than
 *   {@link MAX_NODE_CHARACTERS} characters in them; the latter two always
 */
export function nodeNames(text: string, unreadable: "refuse" | "keep" = "refuse"): string[] {
  if (NO_NODES.test(text.trim())) {
    return [];
  }
  refuseCutList(text);
  const names = new Set<string>();
  let expanded = 0;
  let characters = 0;
  const check = (count: number, length: number) => {
    if (count > MAX_NODE_NAMES) {
      throw new NotationError(text, `names more than ${MAX_NODE_NAMES} nodes`);
    }
    if (length <= MAX_NODE_CHARACTERS) {
      return;
    }
    throw new NotationError(text, `has node names with more than ${MAX_NODE_CHARACTERS} characters in total`);
  };
  for (const entry of entriesOf(text)) {
    let group = namesOf(entry, { check: (count, length) => check(count, characters + length) });
    if (typeof group === "string") {
      if (unreadable === "refuse") {
        throw new NotationError(text, group);
      }
      group = entry.name === "" ? [] : [entry.text];
    }
    // Repeated groups add no names, but still take time.
    if (group.length > 1) {
      expanded += group.length;
    }
    for (const name of group) {
      if (group.length > 1 || !names.has(name)) {
        characters += name.length;
      }
      names.add(name);
    }
    check(Math.max(expanded, names.size), characters);
  }
  return [...names];
}

function* entriesOf(text: string): Generator<NodeEntry> {
  if (!isPythonList(text)) {
    return yield* nodeEntries(text);
  }
  const lists = pythonList(text);
  if (lists === null) {
    return yield { text, name: text, isVnode: false, isSound: false };
  }
  for (const list of lists) {
    yield* nodeEntries(list);
  }
}

/** The names of an entry, or the reason why it cannot be read. */
function namesOf({ name, isSound, isVnode }: NodeEntry, bounds: ExpansionBounds): readonly string[] | string {
  if (!isSound) {
    return NOT_NODES;
  }
  if (isVnode) {
    return VNODE.test(name) ? [name] : NOT_NODES;
  }
  const pattern = parseNodePattern(name);
  return typeof pattern === "string" ? pattern : expandNodePattern(pattern, bounds);
}
