import { CutListError, NotationError } from "../../../src/notation/notation-error";

/** What one side makes of a text: a value, or that it refuses the text. */
export type Verdict<Value> = { readonly value: Value } | { readonly refused: "cut" | "unreadable" };

/** One text and what both sides make of it. */
export interface Case<Value> {
  readonly text: string;
  readonly ours: Verdict<Value>;
  readonly theirs: Verdict<Value>;
}

/** A difference that is meant to be. */
export interface Difference<Value> {
  readonly reason: string;
  readonly explains: (compared: Case<Value>) => boolean;
}

/** What this package makes of a text. */
export function ourVerdict<Value>(read: (text: string) => Value, text: string): Verdict<Value> {
  try {
    return { value: read(text) };
  } catch (error) {
    if (!(error instanceof NotationError)) {
      throw error;
    }
    return { refused: error instanceof CutListError ? "cut" : "unreadable" };
  }
}

/**
 * Expects that both sides agree on every text, but for differences that the table explains, and prints how many there
 * were of each.
 */
export function expectSame<Value>(
  what: string,
  cases: readonly Case<Value>[],
  table: readonly Difference<Value>[] = [],
): void {
  const counts = new Map(table.map(({ reason }) => [reason, 0]));
  const unexplained: Case<Value>[] = [];
  for (const compared of cases) {
    if (JSON.stringify(outcome(compared.ours)) === JSON.stringify(outcome(compared.theirs))) {
      continue;
    }
    const difference = table.find(({ explains }) => explains(compared));
    if (difference === undefined) {
      unexplained.push(compared);
    } else {
      counts.set(difference.reason, (counts.get(difference.reason) ?? 0) + 1);
    }
  }
  const explained = [...counts].filter(([, count]) => count > 0);
  const differing = explained.reduce((sum, [, count]) => sum + count, unexplained.length);
  const texts = new Set(cases.map(({ text }) => text)).size;
  process.stderr.write(
    [
      `COMPARED: ${what}: ${cases.length} inputs (${texts} different), ${differing} differences, ${unexplained.length} unexplained.`,
      ...explained.map(([reason, count]) => `  ${count} x ${reason}`),
      "",
    ].join("\n"),
  );
  expect(unexplained.slice(0, 60).map(shown)).toEqual([]);
}

function shown<Value>({ text, ours, theirs }: Case<Value>): string {
  const told = (verdict: Verdict<Value>) =>
    "value" in verdict ? JSON.stringify(verdict.value).slice(0, 80) : verdict.refused;
  return `${JSON.stringify(text)}: here ${told(ours)}, there ${told(theirs)}`;
}

/** Why a text is refused is ours to say: a program just refuses it. */
function outcome<Value>(verdict: Verdict<Value>): unknown {
  return "value" in verdict ? verdict.value : "refused";
}
