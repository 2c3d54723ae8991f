import fc from "fast-check";
import { arrayIndices, MAX_ARRAY_INDICES } from "../../src/notation/array-indices";
import { CutListError, NotationError } from "../../src/notation/notation-error";
import { expectLinear } from "./count-steps";

it.each([
  ["2-7:2", [2, 4, 6]],
  ["1-5:2", [1, 3, 5]],
  ["1-3", [1, 2, 3]],
  ["4", [4]],
  ["0-0", [0]],
  ["1-3:9", [1]],
  ["1,3,5-9:2", [1, 3, 5, 7, 9]],
  ["1-4%2", [1, 2, 3, 4]],
  ["[1-3%1]", [1, 2, 3]],
  [" 1 , 2 ", [1, 2]],
  ["5,1-5", [5, 1, 2, 3, 4]],
  ["", []],
  [" ", []],
  ["1-3%2,5", [1, 2, 3, 5]],
  ["1-3%2%3", [1, 2, 3]],
  ["0-3%0", [0, 1, 2, 3]],
  ["[1-5]%2", [1, 2, 3, 4, 5]],
  ["[1-2%1]", [1, 2]],
  ["[1-2]%1,4%2", [1, 2, 4]],
  ["[1],[2]", [1, 2]],
  ["1-3%", [1, 2, 3]],
  ["1-3,", [1, 2, 3]],
  [",1", [1]],
  ["1,,2", [1, 2]],
  [",", []],
  ["01-03", [1, 2, 3]],
  ["+1-3", [1, 2, 3]],
  ["2,1-3,2", [2, 1, 3]],
  ["1_[1,3,5%2]", [1, 3, 5]],
  ["36_[1-4]", [1, 2, 3, 4]],
  ["36_3", [3]],
  // Slurm takes a limit without an index for index 0.
  ["%4", [0]],
  ["1,%4", [1, 0]],
])("%j has the indices %j", (text, indices) => {
  expect(arrayIndices(text)).toEqual(indices);
});

it.each([
  "a",
  "1-",
  "-1",
  "1-2-3",
  "1:2",
  "1--2",
  "1.5",
  "1-5:",
  "0x1",
  "1-9999999999",
  "1%x",
  "1%2 3",
  "[]",
  "1]",
  "1[2]",
  "[,1]",
  "[1]2",
  "1_",
  "_1",
  "1_2_3",
  "[[1]]",
  "１",
])("refuses %j and quotes it", (text) => {
  expect(() => arrayIndices(text)).toThrow(NotationError);
  expect(() => arrayIndices(text)).toThrow(JSON.stringify(text));
});

describe("a list that was cut off", () => {
  it.each([
    "1,3,5,...",
    "1,3,5,...%2",
    "1-3,1...",
    "[1,3,...]",
    "1_[1027,1032,113",
    "1_[1027-11",
    "[1",
    "[",
    "[5-1",
    "1,3+",
    "1,+",
  ])("is an error of its own, and not read in part: %j", (text) => {
    expect(() => arrayIndices(text)).toThrow(CutListError);
    expect(() => arrayIndices(text)).toThrow(`${JSON.stringify(text)} is truncated`);
  });

  it("is distinguished from a wrong list", () => {
    expect(() => arrayIndices("1-x")).not.toThrow(CutListError);
    expect(() => arrayIndices("1.5")).not.toThrow(CutListError);
  });

  it("is never read, wherever squeue cuts it within its brackets", () => {
    const lists = fc
      .array(fc.nat(9_999), { minLength: 1, maxLength: 20 })
      .map((list) => `7_[${list.join(",")}]`);
    fc.assert(
      fc.property(lists, fc.nat(99), (list, at) => {
        const cut = list.slice(0, 3 + (at % (list.length - 3)));
        expect(() => arrayIndices(cut)).toThrow(CutListError);
      }),
    );
  });
});

it("says what is wrong with a range", () => {
  expect(() => arrayIndices("7-2")).toThrow("below its first");
  expect(() => arrayIndices("1-2:0")).toThrow("step of 0");
  expect(() => arrayIndices("0-999999999")).toThrow(`more than ${MAX_ARRAY_INDICES}`);
  expect(() => arrayIndices("1-90000,1-90000")).toThrow(`more than ${MAX_ARRAY_INDICES}`);
});

it("counts from the first to the last in steps", () => {
  fc.assert(
    fc.property(fc.nat(1_000), fc.nat(200), fc.integer({ min: 1, max: 50 }), (first, more, step) => {
      const indices = arrayIndices(`${first}-${first + more}:${step}`);
      expect(indices[0]).toBe(first);
      expect(indices).toHaveLength(Math.floor(more / step) + 1);
      for (const [place, index] of indices.entries()) {
        expect(index).toBe(first + place * step);
      }
    }),
  );
});

it("reads back written ranges, whatever their order", () => {
  const ranges = fc.array(
    fc.record({ first: fc.nat(999), more: fc.nat(99), step: fc.integer({ min: 1, max: 9 }) }),
    {
      minLength: 1,
      maxLength: 9,
    },
  );
  fc.assert(
    fc.property(ranges, fc.constantFrom("", "%7"), fc.boolean(), (list, limit, inBrackets) => {
      const text = list.map(({ first, more, step }) => `${first}-${first + more}:${step}`).join(",") + limit;
      const steps = list.flatMap(({ first, more, step }) =>
        Array.from({ length: more + 1 }, (_, index) => first + index).filter(
          (index) => (index - first) % step === 0,
        ),
      );
      expect(arrayIndices(inBrackets ? `[${text}]` : text)).toEqual([...new Set(steps)]);
    }),
  );
});

it("gives distinct indices, not too many, or a typed error for any text", () => {
  const pieces = fc.constantFrom(
    "1",
    "9",
    "99999999",
    "-",
    ":",
    ",",
    "%",
    "[",
    "]",
    " ",
    "0",
    "_",
    "+",
    "...",
  );
  const texts = fc.oneof(
    fc.string(),
    fc.string({ unit: "binary" }),
    fc.array(pieces).map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(texts, (text) => {
      try {
        const indices = arrayIndices(text);
        expect(indices.every((index) => Number.isSafeInteger(index) && index >= 0)).toBe(true);
        expect(new Set(indices).size).toBe(indices.length);
        expect(indices.length).toBeLessThanOrEqual(MAX_ARRAY_INDICES);
      } catch (error) {
        expect(error).toBeInstanceOf(NotationError);
      }
    }),
    { numRuns: 1_000 },
  );
});

it.each([
  "1",
  "0",
  "1,",
  "1-1,",
  " ",
  "[",
  "]",
  "%",
  "%1",
  "1%",
  "-",
  ":",
  " ,",
  "1 ,",
  "+",
  "1_",
  "%,",
  "].",
  "[1]",
])("takes steps in proportion to a text of many %j", (piece) => {
  // Closed and without a mark at the end, as a list that looks cut is refused before it is read.
  for (const [start, end] of [
    ["", "1"],
    ["[", "]"],
    ["1_[", "]"],
    ["1-2", "1"],
    ["1%", "1"],
  ] as const) {
    expectLinear(arrayIndices, { start, piece, end, perCharacter: 7 });
  }
});
