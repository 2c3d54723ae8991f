import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { arrayIndices } from "../../../src/notation/array-indices";
import { type Case, type Difference, expectSame, ourVerdict, type Verdict } from "./compare";
import { COMPARISONS, findPrograms, SEED } from "./real-programs";

const number = fc
  .tuple(fc.constantFrom("", "", "0", "+"), fc.integer({ min: 1, max: 300 }))
  .map(([before, value]) => ({ value, text: `${before}${value}` }));
const requests = fc
  .tuple(number, fc.nat(60), fc.integer({ min: 1, max: 9 }), fc.constantFrom("one", "range", "steps"))
  .map(([first, more, step, kind]) => {
    const last = first.value + more;
    if (kind === "one") {
      return first.text;
    }
    return `${first.text}-${last}${kind === "steps" ? `:${step}` : ""}`;
  });
const edited = fc
  .tuple(requests, fc.nat(), fc.boolean(), fc.constantFrom(..."012-:,%[]x".split("")))
  .map(([text, place, replaces, piece]) => {
    const at = 1 + (place % text.length);
    return text.slice(0, at) + piece + text.slice(at + (replaces ? 1 : 0));
  })
  .filter((text) => !/\d{5}/.test(text));

/** Fewer than elsewhere: each call asks the master, and takes long. */
const sample = <Value>(arbitrary: fc.Arbitrary<Value>) =>
  fc.sample(arbitrary, { numRuns: Math.ceil(COMPARISONS / 4), seed: SEED });
const read = (text: string) => [...arrayIndices(text)].sort((a, b) => a - b);

const onlyHere = (looks: (text: string) => boolean) => (compared: Case<readonly number[]>) =>
  "value" in compared.ours && "refused" in compared.theirs && looks(compared.text);

const DIFFERENCES: readonly Difference<readonly number[]>[] = [
  {
    reason: "Grid Engine turns a range round whose last index is below its first (7-2); here it is refused",
    explains: ({ text, ours, theirs }) => {
      const [, first = 0, last = 0] = /^\D?(\d+)-(\d+)/.exec(text) ?? [];
      return "refused" in ours && "value" in theirs && Number(last) < Number(first);
    },
  },
  {
    reason: "lists, limits and brackets, of which Grid Engine takes none in a request",
    explains: onlyHere((text) => /[,%[\]]/.test(text)),
  },
  {
    reason: "Grid Engine takes any character between two numbers for a dash (1x9, and 1,3 is 1-3:2)",
    explains: ({ text, theirs }) => "value" in theirs && /^\+?\d+(?!-\d)\D+\d/.test(text),
  },
];

describe("beside Grid Engine", () => {
  const programs = findPrograms("array requests with Grid Engine's qsub", ["qsub"]);

  /** `qsub -verify` tells a request in full, as first-last:step. It asks a running master, and submits nothing. */
  function qsub(text: string): Verdict<number[]> {
    const script = '"$0" -verify -t "$1" -b y true 2>&1 || true';
    const printed = execFileSync("sh", ["-c", script, programs?.qsub ?? "", text], { encoding: "utf8" });
    const [, first, last, step] = /^job-array tasks:\s+(\d+)-(\d+):(\d+)$/m.exec(printed) ?? [];
    if (first === undefined) {
      return { refused: "unreadable" };
    }
    const indices: number[] = [];
    for (let index = Number(first); index <= Number(last); index += Number(step)) {
      indices.push(index);
    }
    return { value: indices };
  }

  test("array requests have the indices that qsub -verify prints", () => {
    const generated = sample(requests);
    for (const text of generated) {
      expect(read(text)).not.toEqual([]);
    }
    if (programs === null) {
      return;
    }
    if ("refused" in qsub("1-3")) {
      process.stderr.write(
        "NOT COMPARED: array requests with Grid Engine's qsub. No Grid Engine runs here.\n",
      );
      return;
    }
    const cases = [...generated, ...sample(edited)].map(
      (text): Case<readonly number[]> => ({
        text,
        ours: ourVerdict(read, text),
        theirs: qsub(text),
      }),
    );
    expectSame("array requests with Grid Engine's qsub -verify", cases, DIFFERENCES);
  });
});
