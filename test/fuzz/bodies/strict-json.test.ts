import fc from "fast-check";
import { readStrictly, type Tree } from "./strict-json";

/** What `JSON.parse` makes of it: of members of one name the last. */
function plain(tree: Tree): unknown {
  switch (tree.kind) {
    case "array":
      return tree.items.map(plain);
    case "object":
      return Object.fromEntries(tree.members.map(([name, value]) => [name, plain(value)]));
    case "number":
      return Number(tree.text);
    case "string":
      return tree.value;
    default:
      return { null: null, true: true, false: false }[tree.kind];
  }
}

it("reads what JSON.parse reads", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const tree = readStrictly(text);
      expect(tree === null ? undefined : plain(tree)).toEqual(JSON.parse(text));
    }),
  );
});

it("refuses what JSON.parse refuses, and nothing else", () => {
  const marks = fc.constantFrom(...'{}[]:,"\\0123eE+-.tfn \n\t\u0000/ub');
  fc.assert(
    fc.property(
      fc.json(),
      fc.nat(),
      fc.array(marks, { maxLength: 3 }),
      fc.nat(3),
      (text, place, junk, cut) => {
        const at = place % (text.length + 1);
        const torn = text.slice(0, at) + junk.join("") + text.slice(at + cut);
        let isJson = true;
        try {
          JSON.parse(torn);
        } catch {
          isJson = false;
        }
        expect(readStrictly(torn) !== null).toBe(isJson);
      },
    ),
    { numRuns: 1_000 },
  );
});

it("keeps members that stand twice, and numbers as they are written", () => {
  expect(readStrictly('{"a":1.0,"a":1e400}')).toEqual({
    kind: "object",
    members: [
      ["a", { kind: "number", text: "1.0" }],
      ["a", { kind: "number", text: "1e400" }],
    ],
  });
});
