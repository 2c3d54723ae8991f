import fc from "fast-check";
import { arrayIndices } from "../../../src/notation/array-indices";
import { type Case, type Difference, expectSame, ourVerdict } from "./compare";
import { type OwnSlurm, startSlurm } from "./own-slurm";
import { COMPARISONS, SEED } from "./real-programs";

/** A request, and the indices that it was made of. */
interface Request {
  readonly text: string;
  readonly indices: readonly number[];
}

const number = fc
  .tuple(fc.nat(300), fc.constantFrom("", "", "", "0", "00", "+"))
  .map(([value, before]) => ({ value, text: `${before}${value}` }));
const range = fc
  .tuple(number, fc.nat(40), fc.integer({ min: 1, max: 9 }), fc.constantFrom("one", "range", "steps"))
  .map(([first, more, step, kind]): Request => {
    if (kind === "one") {
      return { text: first.text, indices: [first.value] };
    }
    const each = kind === "steps" ? step : 1;
    const indices = Array.from({ length: Math.floor(more / each) + 1 }, (_, at) => first.value + at * each);
    return {
      text: `${first.text}-${first.value + more}${kind === "steps" ? `:${each}` : ""}`,
      indices,
    };
  });
const limit = fc.constantFrom("", "", "", "%", "%0", "%2", "%10", "%2%3");
const element = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.tuple(range, limit).map(([{ text, indices }, end]) => ({ text: text + end, indices })),
  },
  { weight: 1, arbitrary: fc.constantFrom("%", "%4").map((text) => ({ text, indices: [0] })) },
);
const inBrackets = ({ text, indices }: Request, end = ""): Request => ({ text: `[${text}]${end}`, indices });
const requests = fc
  .tuple(
    fc.array(element, { minLength: 1, maxLength: 12 }),
    fc.constantFrom(",", ",", ",,"),
    fc.constantFrom("", ","),
    fc.constantFrom("", ","),
    fc.constantFrom("plain", "brackets", "brackets and limit", "brackets each"),
  )
  .map(([elements, comma, before, after, form]): Request => {
    const each = form === "brackets each" ? elements.map((one) => inBrackets(one)) : elements;
    const list = {
      text: `${before}${each.map(({ text }) => text).join(comma)}${after}`,
      indices: elements.flatMap(({ indices }) => indices),
    };
    // Slurm takes what is empty between a comma and a closing bracket for a 0.
    const tight = { ...list, text: list.text.replace(/^,+|,+$/g, "") };
    if (form === "brackets") {
      return inBrackets(tight);
    }
    return form === "brackets and limit" ? inBrackets(tight, "%3") : list;
  });

const edits = fc.array(
  fc.tuple(fc.nat(), fc.boolean(), fc.constantFrom(..."0159-:,%[]+_x. ".split(""), "...")),
  { minLength: 1, maxLength: 3 },
);
/** Texts that are up to three characters away from a request; none has a number that makes it an array of many thousands. */
const edited = fc
  .tuple(requests, edits)
  .map(([{ text }, all]) =>
    all.reduce((before, [place, replaces, piece]) => {
      const at = place % (before.length + 1);
      return before.slice(0, at) + piece + before.slice(at + (replaces ? 1 : 0));
    }, text),
  )
  .filter((text) => !/[1-9]\d{4}/.test(text));

/** Says of a request that one side takes and the other refuses whether one of its parts looks so. */
const onlyThere =
  (looks: (part: string, request: string) => boolean) => (compared: Case<readonly number[]>) =>
    "value" in compared.theirs && "refused" in compared.ours && somePart(compared.text, looks);
const onlyHere = (looks: (part: string, request: string) => boolean) => (compared: Case<readonly number[]>) =>
  "value" in compared.ours && "refused" in compared.theirs && somePart(compared.text, looks);
const somePart = (text: string, looks: (part: string, request: string) => boolean) =>
  text.split(",").some((part) => looks(part, text));

const DIFFERENCES: readonly Difference<readonly number[]>[] = [
  {
    reason: "Slurm does not look at what stands behind a limit (1-3%2x); here it is refused",
    explains: onlyThere((part) => /%.*[^0-9%\]]/.test(part) || /%.*\][0-9]/.test(part)),
  },
  {
    reason:
      "Slurm drops one bracket before and behind a number, closed or not; here an open one is a cut list",
    explains: onlyThere((_, request) => !bracketsPair(request)),
  },
  {
    reason: "Slurm drops a bracket within a range ([1]-3); here it is refused",
    explains: onlyThere((part) => /\d\][-:]/.test(part)),
  },
  {
    reason:
      "Slurm takes a number that is missing for 0 also where no limit is (0-, [], +); here it is refused",
    explains: onlyThere((part) => /^[[\s]*[+]?\]?[+]?(?:$|-|%)|-[+]?\]?(?:$|%|:)/.test(part)),
  },
  {
    reason: "blanks before a comma or at the end, which Slurm refuses",
    explains: onlyHere((part) => /\s(?:$|%|\])|^\s*$/.test(part)),
  },
  {
    reason: "the array's ID before its indices, which squeue prints and sbatch refuses",
    explains: onlyHere((_, request) => /^\s*[0-9]+_[0-9[]/.test(request)),
  },
];

/** Whether brackets are closed and not within each other. */
function bracketsPair(text: string): boolean {
  return /^(?:[^[\]]*\[[^[\]]*\])*[^[\]]*$/.test(text);
}

const sample = <Value>(arbitrary: fc.Arbitrary<Value>) =>
  fc.sample(arbitrary, { numRuns: COMPARISONS, seed: SEED });
const ascending = (indices: readonly number[]) => [...new Set(indices)].sort((a, b) => a - b);
const read = (text: string) => ascending(arrayIndices(text));

test("generated requests have the indices that they are made of", () => {
  for (const { text, indices } of sample(requests)) {
    expect([text, read(text)]).toEqual([text, ascending(indices)]);
  }
});

describe("beside a real Slurm", () => {
  let slurm: OwnSlurm | null;
  /** By the text of a request that Slurm has taken: the ID of the array. */
  const arrays = new Map<string, string>();
  const texts = [...sample(requests).map(({ text }) => text), ...sample(edited)];

  beforeAll(async () => {
    slurm = await startSlurm("array requests with Slurm");
    for (const text of slurm === null ? [] : new Set(texts)) {
      const { succeeded, stdout } = await submit(text);
      if (succeeded) {
        arrays.set(text, stdout.trim());
      }
    }
  });

  afterAll(async () => slurm?.stop());

  const submit = (text: string) =>
    required().run("sbatch", ["--parsable", "--hold", `--array=${text}`, "--wrap=true"]);

  function required(): OwnSlurm {
    if (slurm === null) {
      throw new Error("There is no Slurm.");
    }
    return slurm;
  }

  /**
   * Slurm 22.05: `squeue -r` leaves out the last task of an array that `squeue` prints with a step, `14-44:5`, though the
   * task is there.
   */
  async function leftOutTask(id: string, { ours, theirs }: Case<readonly number[]>): Promise<boolean> {
    if (!("value" in ours && "value" in theirs)) {
      return false;
    }
    const last = ours.value.at(-1);
    if (JSON.stringify(ours.value.slice(0, -1)) !== JSON.stringify(theirs.value)) {
      return false;
    }
    return (await required().run("scontrol", ["show", "job", `${id}_${last}`])).succeeded;
  }

  test("requests are taken and refused as sbatch does, with the same indices", async () => {
    if (slurm === null) {
      return;
    }
    const listed = await slurm.run("squeue", ["-h", "-r", "-o", "%F|%K"]);
    const tasks = new Map<string, number[]>();
    for (const line of listed.stdout.trim().split("\n")) {
      const [id = "", index = ""] = line.split("|");
      const before = tasks.get(id) ?? [];
      if (index !== "N/A") {
        before.push(Number(index));
      }
      tasks.set(id, before);
    }
    const cases = texts.map((text): Case<readonly number[]> => {
      const id = arrays.get(text);
      const theirs =
        id === undefined ? ({ refused: "unreadable" } as const) : { value: ascending(tasks.get(id) ?? []) };
      return { text, ours: ourVerdict(read, text), theirs };
    });
    const leftOut = new Set<string>();
    for (const compared of cases) {
      const id = arrays.get(compared.text);
      if (id !== undefined && (await leftOutTask(id, compared))) {
        leftOut.add(compared.text);
      }
    }
    expectSame(`array requests with sbatch of ${slurm.version}`, cases, [
      ...DIFFERENCES,
      {
        reason: "squeue -r leaves out the last task of a step, which scontrol shows",
        explains: ({ text }) => leftOut.has(text),
      },
    ]);
  });

  describe("what Slurm prints of a request", () => {
    const WHOLE = { SLURM_BITSTR_LEN: "0" };
    let indicesOf: Map<string, readonly number[]>;

    beforeAll(() => {
      indicesOf = new Map(
        [...arrays].flatMap(([text, id]) => {
          const ours = ourVerdict(read, text);
          return "value" in ours && ours.value.length > 0 ? [[id, ours.value] as const] : [];
        }),
      );
    });

    test.each([
      ["squeue -o %i", WHOLE],
      ["squeue -o %i", {}],
      ["squeue -o %K", WHOLE],
      ["scontrol show job", WHOLE],
      ["scontrol show job", {}],
    ])("%s (environment: %j) is read whole, or refused as cut off", async (program, env) => {
      if (slurm === null) {
        return;
      }
      const printed = program.startsWith("squeue")
        ? await slurm.run("squeue", ["-h", "-o", `%F ${program.slice(-2)}`], env)
        : await slurm.run("scontrol", ["-o", "show", "job"], env);
      const lines = program.startsWith("squeue")
        ? [...printed.stdout.matchAll(/^(\d+) (.*)$/gm)]
        : [...printed.stdout.matchAll(/ArrayJobId=(\d+) ArrayTaskId=(\S+)/g)];
      const cases = lines.flatMap(([, id = "", text = ""]): Case<readonly number[]>[] => {
        const indices = indicesOf.get(id);
        return indices === undefined
          ? []
          : [{ text, ours: ourVerdict(read, text), theirs: { value: indices } }];
      });
      expect(cases).toHaveLength(indicesOf.size);
      expectSame(`array requests as ${program} prints them${env === WHOLE ? " in full" : ""}`, cases, [
        {
          reason: "the list is cut off, and refused as such",
          explains: ({ ours, text }) =>
            env !== WHOLE && "refused" in ours && ours.refused === "cut" && text.length > 30,
        },
      ]);
    });
  });
});
