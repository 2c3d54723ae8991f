import { expandNodePattern } from "../../src/notation/expand-node-pattern";
import type { NodePattern } from "../../src/notation/node-pattern";

const ANY = { check: () => {} };
const NUMBERS = { from: 0, to: 99, width: 1 };

it("takes each choice of one part with each choice of the next, in the order written", () => {
  const pattern: NodePattern = [
    { word: "r" },
    { choices: [[{ word: "b" }], [{ word: "a" }]] },
    { choices: [[{ from: 9, to: 10, width: 2 }], [{ word: "x" }, { choices: [[{ word: "y" }]] }]] },
  ];
  expect(expandNodePattern(pattern, ANY)).toEqual(["rb09", "rb10", "rbxy", "ra09", "ra10", "raxy"]);
});

it("asks before it makes names, and never for less than it makes", () => {
  const asked: [number, number][] = [];
  const bounds = { check: (count: number, characters: number) => void asked.push([count, characters]) };
  const names = expandNodePattern([NUMBERS, NUMBERS, { choices: [[NUMBERS], [{ word: "n" }]] }], bounds);
  expect(asked.at(-1)).toEqual([names.length, names.join("").length]);
});

it("checks the limits of a row before it expands the rest", () => {
  let made = 0;
  const bounds = {
    check(count: number) {
      made += count;
      if (count > 1_000) {
        throw new Error("too many");
      }
    },
  };
  expect(() =>
    expandNodePattern(
      Array.from({ length: 100_000 }, () => NUMBERS),
      bounds,
    ),
  ).toThrow("too many");
  expect(made).toBeLessThan(20_000);
});
