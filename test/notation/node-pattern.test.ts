import { MAX_BRACKET_DEPTH, parseNodePattern } from "../../src/notation/node-pattern";

it("reads words, ranges and brackets in a row", () => {
  expect(parseNodePattern("n[08-11]-ib")).toEqual([
    { word: "n" },
    { choices: [[{ from: 8, to: 11, width: 2 }]] },
    { word: "-ib" },
  ]);
});

it("reads brackets in brackets, with blanks around choices", () => {
  expect(parseNodePattern("[1, 2[a,b] ]")).toEqual([
    { choices: [[{ word: "1" }], [{ word: "2" }, { choices: [[{ word: "a" }], [{ word: "b" }]] }]] },
  ]);
});

it.each([
  "",
  "n[",
  "n[]",
  "n[1",
  "n]",
  "n[1,]",
  "n[,1]",
  "n[a-b]",
  "n[1-]",
  "n[-1]",
  "n[1-2-3]",
  "n[1-2:2]",
  "n[1 2]",
  "n*",
  "nöd",
])("says of %j that it names no nodes", (text) => {
  expect(parseNodePattern(text)).toMatch(/^is not a node list; examples are "compute\[002,005-007\]"/);
});

it("says what is wrong with a range", () => {
  expect(parseNodePattern("n[3-1]")).toBe("has a range whose last number is below its first");
});

it("reads brackets as deep as it promises, and not deeper", () => {
  const deep = (depth: number) => `${"n[".repeat(depth)}1${"]".repeat(depth)}`;
  expect(parseNodePattern(deep(MAX_BRACKET_DEPTH))).toBeInstanceOf(Array);
  for (const text of [deep(MAX_BRACKET_DEPTH + 1), deep(1_000_000), "[".repeat(1_000_000)]) {
    expect(parseNodePattern(text)).toBe("has brackets more than 16 deep");
  }
});
