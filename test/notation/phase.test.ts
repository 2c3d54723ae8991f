import fc from "fast-check";
import { classifyState, hasEnded, type Phase } from "../../src/notation/phase";

const states: Record<Phase, string[]> = {
  succeeded: ["FINISHED", "Completed", "Succeeded"],
  failed:
    "FAILED Failed CANCELLED Canceled TIMEOUT NODE_FAIL OUT_OF_MEMORY PREEMPTED BOOT_FAIL DEADLINE".split(
      " ",
    ),
  running: "RUNNING Running COMPLETING SUSPENDED STOPPED SIGNALING R E B S U".split(" "),
  pending: "QUEUED Pending CONFIGURING REQUEUED Initing Q H W T".split(" "),
  unknown: ["", "F", "C", "X", "Done", "constructor", "__proto__", "COMPLETED_NOT", "完成"],
};

describe.each(Object.entries(states) as [Phase, string[]][])("%s", (phase, listed) => {
  it.each(listed)("is the phase of %j, in any case and with blanks around", (state) => {
    for (const form of [state, state.toLowerCase(), state.toUpperCase(), ` ${state}\n`]) {
      expect(classifyState(form)).toBe(phase);
    }
  });
});

it("is unknown without a state", () => {
  expect(classifyState(null)).toBe("unknown");
});

it("reads Slurm's remarks on a cancelled job", () => {
  expect(classifyState("CANCELLED by 1000")).toBe("failed");
  expect(classifyState("CANCELLED+")).toBe("failed");
});

it.each([
  "FINISHED+",
  "Completed by 1000",
  "RUNNING+",
  "E+",
  "Q by me",
  "COMPLETED by FAILED",
  "CANCELLED by 1 2",
])("does not read %j, since only a failure has a remark", (state) => {
  expect(classifyState(state)).toBe("unknown");
});

it.each(["\ufb01nished", "FAİLED", "F\u0131NISHED", "\u017fucceeded", "Ｆinished", "FINISHED\u0000"])(
  "does not take %j for a word that merely looks or folds alike",
  (state) => {
    expect(classifyState(state)).toBe("unknown");
    expect(classifyState(state, { successStates: ["FINISHED", "SUCCEEDED", "FAILED"] })).toBe("unknown");
  },
);

it("follows the caller's lists before its own reading, failures first", () => {
  expect(classifyState("F", { successStates: [" f "] })).toBe("succeeded");
  expect(classifyState("Completed", { failureStates: ["COMPLETED"] })).toBe("failed");
  expect(classifyState("Odd", { successStates: ["odd"], failureStates: ["ODD"] })).toBe("failed");
  expect(classifyState("Ended well", { successStates: [" ended\t well "] })).toBe("succeeded");
  expect(classifyState("Running", { successStates: ["F"], failureStates: null })).toBe("running");
});

it("is an end only where the job has ended", () => {
  const ends = (Object.keys(states) as Phase[]).filter(hasEnded);
  expect(ends.sort()).toEqual(["failed", "succeeded"]);
});

it("gives a phase for any text, the same one for the same text", () => {
  const words = fc.constantFrom(...Object.values(states).flat(), " BY ", " by", "+", "\t", "x");
  const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(words).map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const phase = classifyState(text);
      expect(Object.keys(states)).toContain(phase);
      expect(classifyState(text)).toBe(phase);
    }),
    { numRuns: 1_000 },
  );
});

it("is not misled by the length of a state", () => {
  for (const piece of [" BY x", "x", "+", " ", "FAILED ", "FAILED BY "]) {
    expect(classifyState(`RUNNING${piece.repeat(100_000)}!`)).toBe("unknown");
  }
  expect(classifyState(`CANCELLED by ${"1".repeat(1_000_000)}`)).toBe("failed");
});
