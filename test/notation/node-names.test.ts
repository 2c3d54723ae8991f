import fc from "fast-check";
import { MAX_NODE_CHARACTERS, MAX_NODE_NAMES, nodeNames } from "../../src/notation/node-names";
import { CutListError, NotationError } from "../../src/notation/notation-error";

it.each([
  ["compute000", ["compute000"]],
  ["compute[002,005,003]", ["compute002", "compute005", "compute003"]],
  ["n[08-11]", ["n08", "n09", "n10", "n11"]],
  ["n[098-101],m1", ["n098", "n099", "n100", "n101", "m1"]],
  ["r[1-2]n[1-2]", ["r1n1", "r1n2", "r2n1", "r2n2"]],
  ["n[1-2]-ib", ["n1-ib", "n2-ib"]],
  ["r[1-2]n[01-02]", ["r1n01", "r1n02", "r2n01", "r2n02"]],
  ["rack[1,2[a,b]]", ["rack1", "rack2a", "rack2b"]],
  [
    "rack[1-2[a,b]n[01-02],x]",
    "1a 1b 2a 2b"
      .split(" ")
      .flatMap((r) => [`rack${r}n01`, `rack${r}n02`])
      .concat("rackx"),
  ],
  ["[n[1,2],m]", ["n1", "n2", "m"]],
  ["n1/0*2+n2/0", ["n1", "n2"]],
  ["n1/0+n1/1+n2/0", ["n1", "n2"]],
  ["(n1:ncpus=2:mem=1gb)+(n2:ncpus=2)", ["n1", "n2"]],
  ["(n1:ncpus=1+n2:ncpus=1)+(n3:ncpus=1)", ["n1", "n2", "n3"]],
  ["(n1[0]:ncpus=2)+(n1[1]:ncpus=2)", ["n1[0]", "n1[1]"]],
  ["(cn-14[3])", ["cn-14[3]"]],
  ["(n1[0]:ncpus=1+n1[1])", ["n1[0]", "n1[1]"]],
  ["(n1[1-2])", ["n1[1-2]"]],
  ["(n1@a#1^2\\x/3:ncpus=1)+(n2)", ["n1@a#1^2\\x/3", "n2"]],
  ["['compute2', 'compute3']", ["compute2", "compute3"]],
  ['["compute2", "compute3"]', ["compute2", "compute3"]],
  [" [ 'a','b' ] ", ["a", "b"]],
  ["[u'a', u\"b\"]", ["a", "b"]],
  ["['n[1-2]', 'm/0*2']", ["n1", "n2", "m"]],
  ["['(n\\\\1)']", ["n\\1"]],
  ["['']", []],
  ["[]", []],
  ["[ ]", []],
  ["n1:15002/0*2+n2:15002/0", ["n1", "n2"]],
  ["n1/0-3,5+n2/0", ["n1", "n2"]],
  [" n1, n2\nn3 ", ["n1", "n2", "n3"]],
  ["n1,n1,n[1-2]", ["n1", "n2"]],
  ["", []],
  [" , ", []],
  ["(null)", []],
  ["None assigned", []],
  ["n/a", []],
  ["--", []],
])("%j names %j", (text, names) => {
  expect(nodeNames(text)).toEqual(names);
});

const unreadable = [
  "n[3-1]",
  "n[a-b]",
  "n[]",
  "n[0-10:2]",
  "n{1..2}",
  "n1(x2)",
  "n1/",
  "n=1",
  "knöte",
  "n[1]@x",
  "n[,]",
];

it.each([...unreadable, "n1,n[a-b]", "(n1:ncpus=2", "n1:ncpus=2)", "]", "(a[1:ncpus=2)"])(
  "refuses %j and quotes it",
  (text) => {
    expect(() => nodeNames(text)).toThrow(NotationError);
    expect(() => nodeNames(text)).toThrow(`${JSON.stringify(text)} `);
  },
);

it.each(unreadable)("keeps %j, which cannot be read, unchanged with keep", (text) => {
  expect(nodeNames(text, "keep")).toEqual([text]);
  expect(nodeNames(`m[1-2],${text}`, "keep")).toEqual(["m1", "m2", text]);
});

it.each(["['a' 'b']", "['a',]", "['a', b]", "['a'] x", "['a\\n']", "['a\"]"])(
  "refuses %j, which is no list of Python's, and keeps it when told to",
  (text) => {
    expect(() => nodeNames(text)).toThrow(NotationError);
    expect(nodeNames(text, "keep")).not.toEqual([]);
  },
);

it.each([
  "n[1-",
  "n[1,n2",
  "n1,n[001-0",
  "n[1,2[a]",
  "n1,n2,...",
  "n[1-3,...",
  "n1,n+",
  "n[001-0+",
  "(n1:ncpus=2",
  "['n1', 'n",
  "['n1',",
])("refuses %j, which is truncated, and reads no part of it even with keep", (text) => {
  for (const unreadable of ["refuse", "keep"] as const) {
    expect(() => nodeNames(text, unreadable)).toThrow(CutListError);
    expect(() => nodeNames(text, unreadable)).toThrow(`${JSON.stringify(text)} is truncated`);
  }
});

it("quotes the beginning of a long text, and shows a list of nodes", () => {
  expect(() => nodeNames(`${"n".repeat(1_000)}*`)).toThrow(
    `"${"n".repeat(80)}..." is not a node list; examples are "compute[002,005-007]" and "n1/0*2+n2/0".`,
  );
});

it("refuses brackets that are too deep, without an end of the stack", () => {
  for (const depth of [17, 100, 100_000]) {
    const text = `${"[".repeat(depth)}1${"]".repeat(depth)}`;
    expect(() => nodeNames(text)).toThrow("has brackets more than 16 deep.");
    expect(nodeNames(text, "keep")).toEqual([text]);
  }
});

it.each([
  "n[0-999999999]",
  "n[0-999]m[0-999]",
  "n[1-999999999999]",
  "n[0-60000],m[0-60000]",
  "n[0-60000],n[0-60000]",
  "n[[0-40000],[0-40000]]",
  "n[0-9][0-9][0-9][0-9][0-9]",
  "n[0-65535]".repeat(100_000),
])("refuses %.60s, which would fill the memory or take long", (text) => {
  expect(() => nodeNames(text)).toThrow(NotationError);
  expect(() => nodeNames(text, "keep")).toThrow(NotationError);
});

describe("names that are too long together", () => {
  const long = "n".repeat(5_000);

  it.each([
    ["of one pattern", `${long}[1-60000]`],
    ["of a pattern with the length after its brackets", `[1-60000]${long}`],
    ["of many patterns", Array.from({ length: 250 }, (_, index) => `${index}${long}[1-2]`).join(",")],
    ["of one pattern many times", Array.from({ length: 250 }, () => `${long}[1-2]`).join(",")],
    ["without patterns", Array.from({ length: 250 }, (_, index) => `${index}${long}`).join(",")],
  ])("are refused %s", (_what, text) => {
    expect(() => nodeNames(text)).toThrow(/has node names with more than 1000000 characters in total\.$/);
  });

  it("are read up to the limit", () => {
    const names = nodeNames(`${"n".repeat(9_999)}[0-9]${"m".repeat(MAX_NODE_CHARACTERS / 10 - 10_000)}`);
    expect(names).toHaveLength(10);
    expect(names.join("")).toHaveLength(MAX_NODE_CHARACTERS);
  });

  it("are counted once for a repeated name without brackets", () => {
    expect(nodeNames(Array.from({ length: 1_000 }, () => long).join("+"))).toEqual([long]);
  });
});

it("names as many nodes as it promises", () => {
  expect(nodeNames(`n[1-${MAX_NODE_NAMES}]`)).toHaveLength(MAX_NODE_NAMES);
});

it("reads the slots of a large job, which name few nodes many times", () => {
  const slots = Array.from({ length: 200_000 }, (_, slot) => `n${slot % 100}/${slot}`).join("+");
  expect(nodeNames(slots)).toHaveLength(100);
});

it("reads back the ranges that Slurm makes of names", () => {
  fc.assert(
    fc.property(fc.nat(500), fc.nat(50), fc.integer({ min: 1, max: 6 }), (first, more, width) => {
      const number = (n: number) => String(n).padStart(width, "0");
      const names = Array.from({ length: more + 1 }, (_, index) => `n${number(first + index)}`);
      expect(nodeNames(`n[${number(first)}-${number(first + more)}]`)).toEqual(names);
    }),
  );
});
