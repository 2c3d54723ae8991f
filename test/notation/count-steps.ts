import { NotationError } from "../../src/notation/notation-error";
import { Scanner } from "../../src/notation/scanner";

/** One class of characters, or one character, repeated: the only patterns that never go back. */
const ONE_CLASS = /^(?:\[\^?(?:\\.|[^\]\\])+\]|\\s|[A-Za-z0-9])\+$/;

/**
 * How many steps of the scanner a parser takes for a text, which it may refuse. Every pattern that it hands to the
 * scanner must be sticky and of one class of characters, so that a step costs no more than what it takes away.
 */
export function countSteps(parse: (text: string) => unknown, text: string): number {
  const { take, accept } = Scanner.prototype;
  const patterns = new Set<RegExp>();
  let steps = 0;
  Scanner.prototype.take = function (run) {
    patterns.add(run);
    steps += 1;
    return take.call(this, run);
  };
  Scanner.prototype.accept = function (character) {
    steps += 1;
    return accept.call(this, character);
  };
  try {
    parse(text);
  } catch (error) {
    if (!(error instanceof NotationError)) {
      throw error;
    }
  } finally {
    Object.assign(Scanner.prototype, { take, accept });
  }
  for (const { source, sticky } of patterns) {
    expect([source, sticky]).toEqual([expect.stringMatching(ONE_CLASS), true]);
  }
  return steps;
}

/**
 * Expects that a text made of a beginning and a piece repeated takes a number of steps that grows as the text does, and
 * at most `perCharacter` for each of its characters.
 */
export function expectLinear(
  parse: (text: string) => unknown,
  {
    start = "",
    piece,
    end = "",
    perCharacter,
  }: { start?: string; piece: string; end?: string; perCharacter: number },
): void {
  for (const times of [10, 1_000, 20_000]) {
    const text = start + piece.repeat(times) + end;
    expect(countSteps(parse, text)).toBeLessThanOrEqual(perCharacter * text.length + 20);
  }
}
