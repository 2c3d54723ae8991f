import { Scanner } from "./scanner";

/** One entry of a node list. */
export interface NodeEntry {
  /** The text in the list. */
  readonly text: string;
  /** The name: the text without PBS's parentheses, slots and resources. May be empty. */
  readonly name: string;
  /**
   * It stands in the parentheses of PBS's `exec_vnode`, or has resources behind it: it is the name of a vnode, whose
   * brackets belong to it (`host[0]`).
   */
  readonly isVnode: boolean;
  /** Whether parentheses, slots and resources are where they belong. */
  readonly isSound: boolean;
}

const SEPARATORS = /[\s,+]+/y;
const NAME = /[^\s,+[\]()/:]+/y;
const VNODE_NAME = /[^\s,+():]+/y;
const INSIDE = /[^[\]]+/y;
const SLOTS = /[0-9*-]+/y;
const RESOURCES = /[^\s,+()]+/y;
const REST = /[^\s,+]+/y;
const SLOT_NUMBERS = /^[0-9]+(?:-[0-9]+)?$/;

/**
 * The entries of a node list, which commas, plus signs and blanks outside of brackets separate. PBS puts the vnodes of
 * a chunk into parentheses, which may hold several (`(a:ncpus=1+b:ncpus=1)`); Torque separates slots with commas, too
 * (`n1/0,2-3`), which are not nodes.
 */
export function* nodeEntries(list: string): Generator<NodeEntry> {
  const scanner = new Scanner(list);
  let inParentheses = false;
  let hadSlots = false;
  while (true) {
    const separator = scanner.take(SEPARATORS);
    if (scanner.done) {
      break;
    }
    const start = scanner.at;
    const opens = scanner.accept("(");
    const isInside = inParentheses || opens;
    const name = isInside ? scanner.take(VNODE_NAME) : takeName(scanner);
    const { hasResources, hasSlots, isWhole } = takeTail(scanner);
    const closes = scanner.accept(")");
    const isPlaced = opens ? !inParentheses : inParentheses || !closes;
    const rest = scanner.take(REST);
    const isSound = isWhole && isPlaced && rest === "";
    const text = list.slice(start, scanner.at);
    inParentheses = (inParentheses || opens) && !closes;
    const isSlots = hadSlots && separator === "," && SLOT_NUMBERS.test(text);
    if (!isSlots) {
      hadSlots = hasSlots;
    }
    // A parenthesis with blanks around it is no entry.
    if (!isSlots && !(isSound && /^[()]+$/.test(text))) {
      yield { text, name, isVnode: isInside || hasResources, isSound };
    }
  }
  if (inParentheses) {
    yield { text: "", name: "", isVnode: false, isSound: false };
  }
}

/** A name, with the separators that stand in its brackets. */
function takeName(scanner: Scanner): string {
  const start = scanner.at;
  let depth = 0;
  while (!scanner.done) {
    const taken = scanner.take(depth === 0 ? NAME : INSIDE);
    if (scanner.accept("[")) {
      depth += 1;
    } else if (depth > 0 && scanner.accept("]")) {
      depth -= 1;
    } else if (taken === "" || depth === 0) {
      break;
    }
  }
  return scanner.text.slice(start, scanner.at);
}

/** What PBS writes behind a name: `/0*2` (slots), `:ncpus=2:mem=1gb` (resources), `:15002/0*2` (port and slots). */
function takeTail(scanner: Scanner): { hasResources: boolean; hasSlots: boolean; isWhole: boolean } {
  const hasSlash = scanner.accept("/");
  const slots = hasSlash ? scanner.take(SLOTS) : "";
  const hasColon = scanner.accept(":");
  const resources = hasColon ? scanner.take(RESOURCES) : "";
  return {
    hasResources: resources.includes("="),
    hasSlots: slots !== "",
    isWhole: hasSlash === /^[0-9]/.test(slots) && hasColon === (resources !== ""),
  };
}
