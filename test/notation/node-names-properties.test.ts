import fc from "fast-check";
import { MAX_NODE_CHARACTERS, MAX_NODE_NAMES, nodeNames } from "../../src/notation/node-names";
import { NotationError } from "../../src/notation/notation-error";
import { expectLinear } from "./count-steps";

describe("names written in brackets", () => {
  /** A name with brackets, and its names as they are found by trying all choices. */
  interface Written {
    readonly text: string;
    readonly names: readonly string[];
  }

  const word = fc.stringMatching(/^[a-z]{1,3}$/).map((text): Written => ({ text, names: [text] }));
  const range = fc
    .tuple(fc.nat(120), fc.nat(4), fc.integer({ min: 1, max: 4 }))
    .map(([first, more, width]): Written => {
      const names = Array.from({ length: more + 1 }, (_, index) => `${first + index}`.padStart(width, "0"));
      return { text: more === 0 ? `${names[0]}` : `${names[0]}-${names[more]}`, names };
    });
  const row = (parts: readonly Written[]): Written => ({
    text: parts.map(({ text }) => text).join(""),
    names: parts.reduce((all, { names }) => all.flatMap((name) => names.map((end) => name + end)), [""]),
  });
  const { name } = fc.letrec<{ choices: Written; choice: Written; name: Written }>((tie) => ({
    choices: fc.array(tie("choice"), { minLength: 1, maxLength: 3 }).map((all) => ({
      text: `[${all.map(({ text }) => text).join(",")}]`,
      names: all.flatMap(({ names }) => names),
    })),
    choice: fc.oneof({ maxDepth: 3 }, word, range, fc.tuple(word, tie("choices")).map(row)),
    name: fc.oneof(
      word,
      fc.tuple(word, tie("choices")).map(row),
      fc.tuple(word, tie("choices"), word, tie("choices")).map(row),
    ),
  }));

  it("are those of all choices, in order and each once", () => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 3 }), (list) => {
        const names = list.flatMap((written) => written.names);
        fc.pre(names.length < 10_000);
        expect(nodeNames(list.map(({ text }) => text).join(","))).toEqual([...new Set(names)]);
      }),
    );
  });

  it("are read back from the shortest list that Slurm would write", () => {
    const nodes = fc.tuple(fc.constantFrom("n", "gpu-", "r1n"), fc.nat(60), fc.constantFrom(1, 3));
    fc.assert(
      fc.property(fc.array(nodes, { minLength: 1, maxLength: 60 }), (list) => {
        const names = new Set(
          list.map(([prefix, number, width]) => prefix + `${number}`.padStart(width, "0")),
        );
        expect(nodeNames(compressed([...names])).sort()).toEqual([...names].sort());
      }),
    );
  });
});

/** Names as Slurm prints them: one pair of brackets for each beginning and width, with ranges of what is in a row. */
function compressed(names: readonly string[]): string {
  const groups = new Map<string, number[]>();
  for (const name of names) {
    const digits = /\d+$/.exec(name)?.[0] ?? "";
    // Numbers of one width, or without zeros in front, go together.
    const key = `${name.slice(0, name.length - digits.length)}|${digits.length}`;
    groups.set(key, [...(groups.get(key) ?? []), Number(digits)]);
  }
  return [...groups]
    .map(([key, numbers]) => {
      const [prefix = "", width] = key.split("|");
      const number = (value: number) => `${value}`.padStart(Number(width), "0");
      const inOrder = [...numbers].sort((a, b) => a - b);
      const starts = inOrder.filter((value) => !numbers.includes(value - 1));
      const ranges = starts.map((start) => {
        let end = start;
        while (numbers.includes(end + 1)) {
          end += 1;
        }
        return start === end ? number(start) : `${number(start)}-${number(end)}`;
      });
      return `${prefix}[${ranges.join(",")}]`;
    })
    .join(",");
}

it("ends for any text, with distinct names or a typed error", () => {
  const pieces = fc.constantFrom(
    "[",
    "]",
    "-",
    ",",
    "+",
    "n",
    "0",
    "17",
    "/",
    ":",
    "(",
    ")",
    " ",
    "=",
    "*",
    "'",
    '"',
    "['a', ",
    "\\",
    "u",
    "[0-99999]",
  );
  const texts = fc.oneof(
    fc.string(),
    fc.string({ unit: "binary" }),
    fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(texts, fc.constantFrom("refuse" as const, "keep" as const), (text, unreadable) => {
      try {
        const names = nodeNames(text, unreadable);
        expect(new Set(names).size).toBe(names.length);
        expect(names).not.toContain("");
        expect(names.length).toBeLessThanOrEqual(MAX_NODE_NAMES);
        expect(names.join("").length).toBeLessThanOrEqual(MAX_NODE_CHARACTERS);
      } catch (error) {
        expect(error).toBeInstanceOf(NotationError);
      }
    }),
    { numRuns: 1_000 },
  );
});

it.each([
  "[",
  "]",
  "(",
  ")",
  "[1,",
  "[1]",
  "%",
  "/",
  ":",
  "/1",
  "a/1,",
  "(a",
  "a)",
  "[]",
  "1-",
  "[1-2",
  ",",
  "a+",
  "[a]/",
  "[ ",
  "()",
  "'",
  "'a',",
  "\\\\",
  "u'",
  "(a)",
])("takes steps in proportion to a text of many %j", (piece) => {
  const keep = (text: string) => nodeNames(text, "keep");
  // Closed and without a mark at the end, as a list that looks cut is refused before it is read.
  for (const parse of [nodeNames, keep]) {
    for (const [start, end] of [
      ["", "a"],
      ["n[", "]"],
      ["(", ")"],
      ["n/", "1"],
      ["['", "']"],
    ] as const) {
      expectLinear((text) => parse(text), { start, piece, end, perCharacter: 13 });
    }
  }
});

it("takes no range apart for an entry that it cannot read", () => {
  const text = Array.from({ length: 1_000 }, (_, index) => `n${index}[0-65535][a-b]`).join(",");
  const padStart = jest.spyOn(String.prototype, "padStart");
  expect(nodeNames(text, "keep")).toHaveLength(1_000);
  expect(padStart).not.toHaveBeenCalled();
  padStart.mockRestore();
});
