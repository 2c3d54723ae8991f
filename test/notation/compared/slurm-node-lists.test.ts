import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { MAX_NODE_CHARACTERS, MAX_NODE_NAMES, nodeNames } from "../../../src/notation/node-names";
import { type Case, type Difference, expectSame, ourVerdict, type Verdict } from "./compare";
import { edited, nodeLists } from "./node-lists";
import { COMPARISONS, findPrograms, SEED } from "./real-programs";

const lists = nodeLists(fc.stringMatching(/^[a-z][a-z-]{0,3}$/));
const sample = <Value>(arbitrary: fc.Arbitrary<Value>) =>
  fc.sample(arbitrary, { numRuns: COMPARISONS, seed: SEED });
const read = (text: string) => nodeNames(text);
const inOrder = (text: string) => nodeNames(text).sort();

const DIFFERENCES: readonly Difference<readonly string[]>[] = [
  {
    reason:
      "Slurm takes a bracket without a partner for a letter; here it is refused, and an open one is a cut list",
    explains: ({ text, ours }) => "refused" in ours && !bracketsPair(text),
  },
  {
    reason: "Slurm reads a part in brackets up to its first wrong character (0_2 is 0); here it is refused",
    explains: ({ text, ours, theirs }) =>
      "refused" in ours && "value" in theirs && choices(text).some((part) => !/^\d+(?:-\d+)?$/.test(part)),
  },
  {
    reason: "more names than this package makes of a list, MAX_NODE_NAMES",
    explains: ({ ours, theirs }) =>
      "refused" in ours &&
      "value" in theirs &&
      (theirs.value.length > MAX_NODE_NAMES || theirs.value.join("").length > MAX_NODE_CHARACTERS),
  },
  {
    reason: "words in brackets, which Slurm refuses",
    explains: ({ text, ours, theirs }) =>
      "value" in ours &&
      "refused" in theirs &&
      choices(text).some((part) => /^[\w.]*[a-z_.][\w.]*$/.test(part)),
  },
  {
    reason: "brackets in brackets, which Slurm refuses",
    explains: ({ text, ours, theirs }) => "value" in ours && "refused" in theirs && /\[[^\]]*\[/.test(text),
  },
  {
    reason: "three pairs of brackets, which Slurm varies in another order; the names are the same",
    explains: ({ text, ours, theirs }) =>
      "value" in ours &&
      "value" in theirs &&
      /\[[^,[\]]*(?:,[^[\]]*)?\][^,[]*\[[^\]]*\][^,[]*\[/.test(text) &&
      JSON.stringify([...ours.value].sort()) === JSON.stringify([...theirs.value].sort()),
  },
  {
    reason: "a suffix behind brackets, which Slurm refuses",
    explains: ({ text, ours, theirs }) =>
      "value" in ours && "refused" in theirs && /\][\w.-]+(?:,|$)/.test(text),
  },
];

/** What stands in brackets, one by one. */
function choices(text: string): readonly string[] {
  return [...text.matchAll(/\[([^[\]]*)\]/g)].flatMap(([, inside = ""]) => inside.split(","));
}

function bracketsPair(text: string): boolean {
  return /^(?:[^[\]]*\[[^[\]]*\])*[^[\]]*$/.test(text);
}

test("generated node lists name the nodes that they are made of", () => {
  for (const { text, names } of sample(lists)) {
    expect([text, read(text)]).toEqual([text, names]);
  }
});

describe("beside a real Slurm", () => {
  const programs = findPrograms("node lists with Slurm's scontrol", ["scontrol"]);
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "slurm-"));
    writeFileSync(path.join(folder, "slurm.conf"), "ClusterName=compared\nSlurmctldHost=localhost\n");
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** `scontrol show`, which says on standard error that it refuses a list, and exits 0 all the same. */
  function show(what: "hostnames" | "hostlistsorted", text: string): Verdict<string[]> {
    const env = { ...process.env, SLURM_CONF: path.join(folder, "slurm.conf") };
    const script = '"$0" show "$1" "$2" 2>&1';
    const printed = execFileSync("sh", ["-c", script, programs?.scontrol ?? "", what, text], {
      env,
      encoding: "utf8",
      maxBuffer: 2 ** 28,
    });
    if (/error:|Invalid hostlist/.test(printed)) {
      return { refused: "unreadable" };
    }
    return { value: [...new Set(printed.split("\n").filter((name) => name !== ""))] };
  }

  test("node lists are read as scontrol show hostnames does, in the same order", () => {
    if (programs === null) {
      return;
    }
    const texts = [...sample(lists).map(({ text }) => text), ...sample(edited(lists))];
    const cases = texts.map(
      (text): Case<readonly string[]> => ({
        text,
        ours: ourVerdict(read, text),
        theirs: show("hostnames", text),
      }),
    );
    expectSame("node lists with scontrol show hostnames", cases, DIFFERENCES);
  });

  test("what scontrol show hostlistsorted makes of names is read back", () => {
    if (programs === null) {
      return;
    }
    const cases = sample(lists).map(({ names }): Case<readonly string[]> => {
      const list = show("hostlistsorted", names.join(","));
      const text = "value" in list ? list.value.join("") : "";
      return { text, ours: ourVerdict(inOrder, text), theirs: { value: [...names].sort() } };
    });
    expectSame("node lists as scontrol show hostlistsorted prints them", cases);
  });
});
