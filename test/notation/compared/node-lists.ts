import fc from "fast-check";

/** A node list, and the names that it was made of. */
export interface NodeList {
  readonly text: string;
  readonly names: readonly string[];
}

const numbers = fc
  .tuple(fc.nat(130), fc.nat(12), fc.integer({ min: 1, max: 4 }))
  .map(([first, more, width]): NodeList => {
    const names = Array.from({ length: more + 1 }, (_, index) => `${first + index}`.padStart(width, "0"));
    return { text: more === 0 ? `${names[0]}` : `${names[0]}-${names[more]}`, names };
  });

const brackets = fc.array(numbers, { minLength: 1, maxLength: 4 }).map(
  (all): NodeList => ({
    text: `[${all.map(({ text }) => text).join(",")}]`,
    names: all.flatMap(({ names }) => names),
  }),
);

function together(parts: readonly NodeList[]): NodeList {
  return {
    text: parts.map(({ text }) => text).join(""),
    names: parts.reduce((all, { names }) => all.flatMap((name) => names.map((end) => name + end)), [""]),
  };
}

/** Node lists as Slurm and ClusterShell both take them, with beginnings that `beginning` makes, and up to two pairs of brackets. */
export function nodeLists(beginning: fc.Arbitrary<string>): fc.Arbitrary<NodeList> {
  const word = beginning.map((text): NodeList => ({ text, names: [text] }));
  const name = fc.oneof(
    word,
    fc
      .tuple(word, numbers)
      .map(([start, { names }]) => together([start, { text: `${names[0]}`, names: names.slice(0, 1) }])),
    fc.tuple(word, brackets).map(together),
    fc.tuple(word, brackets, word, brackets).map(together),
  );
  return fc.array(name, { minLength: 1, maxLength: 4 }).map((all) => ({
    text: all.map(({ text }) => text).join(","),
    names: [...new Set(all.flatMap(({ names }) => names))],
  }));
}

/** Texts that are up to three characters away from a node list, with no number of five digits: no program is to fill the memory. */
export function edited(lists: fc.Arbitrary<NodeList>): fc.Arbitrary<string> {
  const edit = fc.tuple(fc.nat(), fc.boolean(), fc.constantFrom(..."019-,[]n._".split("")));
  return fc
    .tuple(lists, fc.array(edit, { minLength: 1, maxLength: 3 }))
    .map(([{ text }, edits]) =>
      edits.reduce((before, [place, replaces, piece]) => {
        const at = 1 + (place % before.length);
        return before.slice(0, at) + piece + before.slice(at + (replaces ? 1 : 0));
      }, text),
    )
    .filter((text) => !/\d{5}/.test(text));
}
