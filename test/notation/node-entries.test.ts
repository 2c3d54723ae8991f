import { nodeEntries } from "../../src/notation/node-entries";

const namesIn = (list: string) => [...nodeEntries(list)].map(({ name }) => name);
const soundIn = (list: string) => [...nodeEntries(list)].map(({ isSound }) => isSound);

it.each([
  ["a,b+c d\ne", ["a", "b", "c", "d", "e"]],
  ["a[1,2],b[3, 4]", ["a[1,2]", "b[3, 4]"]],
  ["a[1,2[b,c]]d,e", ["a[1,2[b,c]]d", "e"]],
  ["a/0*2+b/1", ["a", "b"]],
  ["a:15002/0*2+b:15002/0", ["a", "b"]],
  ["(a:ncpus=1:mem=1gb+b:ncpus=1)+(c[0]:ncpus=2)", ["a", "b", "c[0]"]],
  ["( a:ncpus=1 )", ["a"]],
  ["(a[0]:ncpus=1+b[1])", ["a[0]", "b[1]"]],
  ["(a/1@x#^\\:ncpus=1)", ["a/1@x#^\\"]],
  ["a/0,2-3,5+b/1,c/2,4", ["a", "b", "c"]],
  ["a,5", ["a", "5"]],
  ["a/0 5", ["a", "5"]],
  [" ,+", []],
])("%j has the entries %j", (list, names) => {
  expect(namesIn(list)).toEqual(names);
  expect(soundIn(list)).toEqual(names.map(() => true));
});

it("keeps the text of an entry besides its name", () => {
  expect([...nodeEntries("(a[0]:ncpus=2),b/1")]).toEqual([
    { text: "(a[0]:ncpus=2)", name: "a[0]", isVnode: true, isSound: true },
    { text: "b/1", name: "b", isVnode: false, isSound: true },
  ]);
});

it.each(["a/", "a/x", "a:", "a/-1", "a(x2)", "a)", "(a))", "((a))", "(a:ncpus=1", "(a+(b)", "a]", "a/0]"])(
  "%j is not sound",
  (list) => {
    expect(soundIn(list)).toContain(false);
  },
);
