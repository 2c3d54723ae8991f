import { execFileSync } from "node:child_process";
import path from "node:path";
import { nameMatcher } from "../../../src/ehpc/list/name-matcher";
import { NotationError } from "../../../src/notation/notation-error";
import { ownBun } from "../../../tools/release/bun-runtime";

it.each([
  ["train", ["train", "my training", "tra in"], [true, true, false]],
  ["^train$", ["train", "train2", "TRAIN"], [true, false, false]],
  ["^.$", ["🚀", "ab", "é"], [true, false, true]],
  ["^$", ["", "a", " "], [true, false, false]],
  ["^a b$", ["a b", "a  b", "a\tb", " a b", "a b\n", "a\u200b b"], [true, false, false, false, false, false]],
] as const)("%j on %j", (pattern, names, expected) => {
  expect(nameMatcher(pattern)(names)).toEqual(expected);
});

it("matches list after list", () => {
  const matches = nameMatcher("^a");
  expect(matches(["a", "b"])).toEqual([true, false]);
  expect(matches([])).toEqual([]);
  expect(matches(["b", "ab", "c"])).toEqual([false, true, false]);
});

it("looks at the beginning of a long name only", () => {
  const long = `${"a".repeat(1_000)}b`;
  expect(nameMatcher("b")([long])).toEqual([false]);
  expect(nameMatcher("^a")([long])).toEqual([true]);
});

it("does not take the beginning of a long name for the whole", () => {
  const name = "a".repeat(1_000);
  expect(nameMatcher(`^${name}$`)([name, `${name}b`])).toEqual([true, false]);
});

it("ends an expression that would take for ever, and says which", () => {
  const matches = nameMatcher("^(a+)+$");
  expect(() => matches([`${"a".repeat(60)}!`])).toThrow(NotationError);
  expect(() => matches([`${"a".repeat(60)}!`])).toThrow('"^(a+)+$" takes too long to match');
});

it("does not take a failure of the compiled provider's engine for an answer", () => {
  const module = JSON.stringify(path.resolve(__dirname, "../../../src/ehpc/list/name-matcher.ts"));
  const program = `
    import { nameMatcher } from ${module};
    try {
      console.log(nameMatcher("(?:^(a+)+$)|!$")(["a!"]), nameMatcher("(?:^(a+)+$)|!$")(["a".repeat(60) + "!"]));
    } catch (error) {
      console.log(error.message);
    }`;
  expect(execFileSync(ownBun(), ["-e", program], { encoding: "utf8" })).toContain("takes too long to match");
});

it("refuses an invalid regular expression", () => {
  expect(() => nameMatcher("(")).toThrow(NotationError);
});

it("takes the expression for nothing but one", () => {
  expect(nameMatcher('"\\); throw \\("')(["a", '"); throw ("'])).toEqual([false, true]);
});
