import fc from "fast-check";
import { MAX_NODE_CHARACTERS, MAX_NODE_NAMES, nodeNames } from "../../src/ehpc/node-names";
import { NotationError } from "../../src/ehpc/notation-error";

it.each([
  ["compute000", ["compute000"]],
  ["compute[002,005,003]", ["compute002", "compute005", "compute003"]],
  ["n[08-11]", ["n08", "n09", "n10", "n11"]],
  ["n[098-101],m1", ["n098", "n099", "n100", "n101", "m1"]],
  ["r[1-2]n[1-2]", ["r1n1", "r1n2", "r2n1", "r2n2"]],
  ["n[1-2]-ib", ["n1-ib", "n2-ib"]],
  ["n1/0*2+n2/0", ["n1", "n2"]],
  ["n1/0+n1/1+n2/0", ["n1", "n2"]],
  ["(n1:ncpus=2:mem=1gb)+(n2:ncpus=2)", ["n1", "n2"]],
  [" n1, n2\nn3 ", ["n1", "n2", "n3"]],
  ["n1,n1,n[1-2]", ["n1", "n2"]],
  ["", []],
  [" , +", []],
  ["(null)", []],
  ["None assigned", []],
  ["n/a", []],
])("%j names %j", (text, names) => {
  expect(nodeNames(text)).toEqual(names);
});

it.each(["n[3-1]", "n[a-b]", "n[1-", "n[]", "n1]"])("leaves %j, which cannot be read, as it is", (text) => {
  expect(nodeNames(text)).toEqual([text]);
});

it.each([
  "n[0-999999999]",
  "n[0-999]m[0-999]",
  "n[1-999999999999]",
  "n[0-60000],m[0-60000]",
  "n[0-60000],n[0-60000]",
])("refuses %s, which would fill the memory or take long", (text) => {
  expect(() => nodeNames(text)).toThrow(NotationError);
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
    expect(() => nodeNames(text)).toThrow(/names nodes with more than 1000000 characters together\.$/);
  });

  it("are read up to the limit", () => {
    const names = nodeNames(`${"n".repeat(9_999)}[0-9]${"m".repeat(MAX_NODE_CHARACTERS / 10 - 10_000)}`);
    expect(names).toHaveLength(10);
    expect(names.join("")).toHaveLength(MAX_NODE_CHARACTERS);
  });

  it("are counted once where a name without brackets is repeated", () => {
    expect(nodeNames(`${long}+`.repeat(1_000))).toEqual([long]);
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

it("ends for any text, with distinct names or a typed error", () => {
  const pieces = fc.constantFrom("[", "]", "-", ",", "+", "n", "0", "17", "/", ":", "(", ")", " ");
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
      try {
        const names = nodeNames(parts.join(""));
        expect(new Set(names).size).toBe(names.length);
        expect(names).not.toContain("");
      } catch (error) {
        expect(error).toBeInstanceOf(NotationError);
      }
    }),
  );
});

it("is not slowed down by a text made to do so", () => {
  for (const piece of ["[", "(", ")", "[1,", "%", "/"])
    expect(() => nodeNames(piece.repeat(1_000_000))).not.toThrow(RangeError);
});
