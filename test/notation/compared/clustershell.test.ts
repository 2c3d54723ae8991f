import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { nodeNames } from "../../../src/notation/node-names";
import { type Case, type Difference, expectSame, ourVerdict, type Verdict } from "./compare";
import { edited, nodeLists } from "./node-lists";
import { COMPARISONS, findPrograms, SEED } from "./real-programs";

// No digits before brackets: ClusterShell takes them into the range.
const lists = nodeLists(fc.stringMatching(/^[a-z](?:[a-z-]{0,2}[a-z])?$/));
const sample = <Value>(arbitrary: fc.Arbitrary<Value>) =>
  fc.sample(arbitrary, { numRuns: COMPARISONS, seed: SEED });
const inOrder = (text: string) => nodeNames(text).sort();

/** Does with each line of its input what `nodeset --expand` and `nodeset --fold` do: ClusterShell's own library. */
const SCRIPT = `
import json, sys
from ClusterShell.NodeSet import NodeSet
for line in sys.stdin:
    what, text = json.loads(line)
    try:
        nodes = NodeSet(text, resolver=None)
        fits = len(nodes) <= 65536
        print(json.dumps([str(nodes)] if what == "fold" else sorted(nodes) if fits else None))
    except Exception:
        print("null")
`;

const onlyHere = (looks: (text: string) => boolean) => (compared: Case<readonly string[]>) =>
  "value" in compared.ours && "refused" in compared.theirs && looks(compared.text);

const DIFFERENCES: readonly Difference<readonly string[]>[] = [
  {
    reason:
      "ClusterShell reads numbers as Python does, with a sign (-6) and with _ (4_3 is 43); here -6 is refused and 4_3 is a word",
    explains: ({ text }) => choices(text).some((part) => /\d_\d|^-|-.*-/.test(part)),
  },
  {
    reason: "commas too many between and behind names, which ClusterShell refuses",
    explains: onlyHere((text) => /^,|,,|,$/.test(text)),
  },
  {
    reason:
      "ends of a range with zeros before them and different widths (014-0190), which ClusterShell refuses",
    explains: onlyHere((text) =>
      choices(text).some((part) => {
        const [first = "", last = ""] = part.split("-");
        return first.length !== last.length && (/^0/.test(first) || /^0/.test(last)) && last !== "";
      }),
    ),
  },
  {
    reason: "digits before or behind brackets, which ClusterShell takes into the range, as far as it can",
    explains: ({ text }) => /\d\[|\]\d/.test(text),
  },
  {
    reason: "words in brackets, which ClusterShell refuses",
    explains: onlyHere((text) => choices(text).some((part) => /^[\w.]*[a-z_.][\w.]*$/.test(part))),
  },
  {
    reason: "brackets in brackets, which ClusterShell refuses",
    explains: onlyHere((text) => /\[[^\]]*\[/.test(text)),
  },
];

/** What stands in brackets, one by one. */
function choices(text: string): readonly string[] {
  return [...text.matchAll(/\[([^[\]]*)\]/g)].flatMap(([, inside = ""]) => inside.split(","));
}

describe("beside ClusterShell", () => {
  const programs = findPrograms("node lists with ClusterShell's nodeset", ["nodeset"]);

  function clusterShell(what: "expand" | "fold", texts: readonly string[]): readonly Verdict<string[]>[] {
    const [, python = ""] = /^#!\s*(\S+)/.exec(readFileSync(programs?.nodeset ?? "", "utf8")) ?? [];
    const input = texts.map((text) => `${JSON.stringify([what, text])}\n`).join("");
    const printed = execFileSync(python, ["-c", SCRIPT], { input, encoding: "utf8", maxBuffer: 2 ** 28 });
    return printed
      .trim()
      .split("\n")
      .map((line) => {
        const names: string[] | null = JSON.parse(line);
        return names === null ? { refused: "unreadable" } : { value: names };
      });
  }

  test("node lists name the nodes that nodeset --expand prints", () => {
    const generated = sample(lists);
    for (const { text, names } of generated) {
      expect([text, inOrder(text)]).toEqual([text, [...names].sort()]);
    }
    if (programs === null) {
      return;
    }
    const texts = [...generated.map(({ text }) => text), ...sample(edited(lists))];
    const theirs = clusterShell("expand", texts);
    const cases = texts.map(
      (text, at): Case<readonly string[]> => ({
        text,
        ours: ourVerdict(inOrder, text),
        theirs: theirs[at] ?? { refused: "unreadable" },
      }),
    );
    expectSame("node lists with ClusterShell's nodeset --expand", cases, DIFFERENCES);
  });

  test("what nodeset --fold makes of names is read back", () => {
    if (programs === null) {
      return;
    }
    const names = sample(lists).map((list) => [...list.names].sort());
    const folded = clusterShell(
      "fold",
      names.map((each) => each.join(",")),
    );
    const cases = folded.map((list, at): Case<readonly string[]> => {
      const text = "value" in list ? list.value.join("") : "";
      return { text, ours: ourVerdict(inOrder, text), theirs: { value: names[at] ?? [] } };
    });
    expectSame("node lists as ClusterShell's nodeset --fold prints them", cases);
  });
});
