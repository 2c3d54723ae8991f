import fc from "fast-check";
import { VOCABULARIES } from "../../src/notation/known-states";
import {
  classifyState,
  hasEnded,
  mayRestart,
  type Phase,
  sameState,
  sharedStates,
} from "../../src/notation/phase";

const states: Record<Phase, string[]> = {
  succeeded: words("FINISHED Completed Succeeded CD DONE"),
  failed: [
    ...words("FAILED Failed CANCELLED Canceled TIMEOUT NODE_FAIL OUT_OF_MEMORY PREEMPTED BOOT_FAIL DEADLINE"),
    ...words("CA TO OOM NF PR BF DL EXIT"),
  ],
  running: [
    ...words("RUNNING Running COMPLETING SUSPENDED STOPPED SIGNALING STAGE_OUT RESIZING R E B S U"),
    ...words("CG RS SI ST SO RUN USUSP SSUSP ZOMBI"),
    ...words("r Rr Rt s ts S tS tT hr sS dr dRr dRt ds dS dT dt dtT"),
  ],
  pending: [
    ...words(
      "QUEUED Pending CONFIGURING REQUEUED REQUEUE_HOLD REQUEUE_FED RESV_DEL_HOLD SPECIAL_EXIT Initing",
    ),
    ...words("PD CF SE RH RQ RD RF Q H W T PEND PSUSP WAIT PROV qw hqw hRwq Rq Eqw Ehqw dqw dhqw dEqw"),
  ],
  unknown: [
    "",
    "F",
    "C",
    "X",
    "M",
    "z",
    "UNKWN",
    "REVOKED",
    "RV",
    "constructor",
    "__proto__",
    "COMPLETED_NOT",
    "完成",
  ],
};

function words(text: string): string[] {
  return text.split(" ");
}

describe.each(Object.entries(states) as [Phase, string[]][])("%s", (phase, listed) => {
  it.each(listed)("is the phase of %j, in any case and with blanks around", (state) => {
    for (const form of [state, state.toLowerCase(), state.toUpperCase(), ` ${state}\n`]) {
      expect(classifyState(form)).toBe(phase);
    }
  });
});

it.each([
  "\u200bCompleted",
  "\ufeffCompleted",
  "Completed\u00a0",
  "Completed\u2028",
  "COMPLETED,\ufeffCOMPLETED",
  "Completed\u0000",
])("%j is not Completed: only plain white space is no part of a state", (state) => {
  expect(classifyState(state)).toBe("unknown");
  expect(sameState(state, "Completed")).toBe(false);
});

it.each([
  ["F", "PBS: any end; Slurm: a failure", "unknown"],
  ["T", "PBS: being moved; Grid Engine: transferred or suspended", "pending"],
  ["t", "the same, since case does not matter", "pending"],
] as const)(
  "takes %s, which may mean two things (%s), for what is further from an end",
  (state, _, phase) => {
    expect(classifyState(state)).toBe(phase);
  },
);

it("reads each state of each scheduler as that scheduler means it, or as further from a success", () => {
  const order: Phase[] = ["pending", "running", "unknown", "failed", "succeeded"];
  for (const { states: listed, phase } of VOCABULARIES.flatMap((vocabulary) => vocabulary.states)) {
    for (const state of listed) {
      expect(order.indexOf(classifyState(state))).toBeLessThanOrEqual(order.indexOf(phase));
    }
  }
});

describe("several states at once", () => {
  it.each([
    ["RUNNING,COMPLETING", "running"],
    ["PENDING,REQUEUED", "pending"],
    ["COMPLETED,CANCELLED", "failed"],
    ["CANCELLED,COMPLETED", "failed"],
    ["cancelled, timeout", "failed"],
    ["COMPLETED,COMPLETED", "succeeded"],
    // What is still coming down may be put back into the queue.
    ["COMPLETED,COMPLETING", "running"],
    ["FAILED,COMPLETING", "running"],
    ["PREEMPTED,COMPLETING", "running"],
    ["PREEMPTED,REQUEUED", "pending"],
    ["CANCELLED by 1000,COMPLETING", "running"],
    ["RUNNING,CONFIGURING", "pending"],
    ["COMPLETED,ODD", "unknown"],
    // The job runs on another cluster.
    ["CANCELLED,REVOKED", "unknown"],
    ["FAILED,ODD", "unknown"],
    ["COMPLETED,", "unknown"],
    [",", "unknown"],
    ["FAILED,LAUNCH_FAILED", "failed"],
    ["COMPLETED,UPDATE_DB", "succeeded"],
    ["COMPLETED,LAUNCH_FAILED", "unknown"],
    ["LAUNCH_FAILED, completed", "unknown"],
    ["COMPLETED,RECONFIG_FAIL", "unknown"],
    ["COMPLETED,UPDATE_DB,LAUNCH_FAILED", "unknown"],
    ["CANCELLED by 1000,RECONFIG_FAIL", "failed"],
    ["PENDING,LAUNCH_FAILED", "pending"],
    ["RUNNING,RECONFIG_FAIL", "running"],
    ["LAUNCH_FAILED", "unknown"],
    ["UPDATE_DB", "unknown"],
    ["LAUNCH_FAI+", "unknown"],
  ] as const)("%s: an end beside something unfinished or unknown is none (%s)", (state, phase) => {
    expect(classifyState(state)).toBe(phase);
  });

  it("is no success with a state beside it that is no success", () => {
    const all = fc.constantFrom(...Object.values(states).flat().filter(Boolean));
    fc.assert(
      fc.property(fc.array(all, { minLength: 1, maxLength: 4 }), (listed) => {
        const together = classifyState(listed.join(","));
        const phases = listed.map((state) => classifyState(state));
        expect(together === "succeeded").toBe(phases.every((phase) => phase === "succeeded"));
        expect(hasEnded(together)).toBe(phases.every(hasEnded));
        expect(together === "failed").toBe(hasEnded(together) && phases.includes("failed"));
      }),
      { numRuns: 1_000 },
    );
  });

  it("is no success beside any flag of Slurm but the one that says nothing of the job", () => {
    const flags = words(
      "COMPLETING CONFIGURING EXPEDITING LAUNCH_FAILED POWER_UP_NODE RECONFIG_FAIL REQUEUED REQUEUE_FED REQUEUE_HOLD RESIZING RESV_DEL_HOLD REVOKED SIGNALING SPECIAL_EXIT STAGE_OUT STOPPED UPDATE_DB",
    );
    const opening = flags.filter((flag) => hasEnded(classifyState(`COMPLETED,${flag}`)));
    expect(opening).toEqual(["UPDATE_DB"]);
    expect(flags.filter((flag) => hasEnded(classifyState(flag)))).toEqual([]);
  });

  it("follows the caller's lists for the whole text first, and for each state then", () => {
    expect(classifyState("COMPLETED,LAUNCH_FAILED", { successStates: ["Completed"] })).toBe("unknown");
    expect(classifyState("COMPLETED,LAUNCH_FAILED", { successStates: ["completed,launch_failed"] })).toBe(
      "succeeded",
    );
    expect(classifyState("COMPLETED,LAUNCH_FAILED", { failureStates: ["LAUNCH_FAILED"] })).toBe("failed");
    expect(classifyState("RUNNING,ODD", { successStates: ["running,odd"] })).toBe("succeeded");
    expect(classifyState("ODD,COMPLETING", { successStates: ["ODD"] })).toBe("running");
    expect(classifyState("COMPLETED,ODD", { failureStates: ["ODD"] })).toBe("failed");
  });
});

describe("a state that was cut off before a +", () => {
  it.each([
    "OUT_OF_ME+",
    "out_of_me+",
    "CANCELLED+",
    "CANCEL+",
    "PREEMPT+",
    "NODE_FA+",
    "BOOT+",
    "DEADL+",
    "TI+",
    "FAILED+",
  ])("%s is the beginning of failures only, and so a failure", (state) => {
    expect(classifyState(state)).toBe("failed");
  });

  it.each([
    "F+",
    "C+",
    "D+",
    "E+",
    "T+",
    "COMPLETED+",
    "COMPL+",
    "RUN+",
    "PEND+",
    "PR+",
    "FINISH+",
    "DON+",
    "+",
    "ODD+",
    "RE+",
  ])("%s may be something else, and is unknown", (state) => {
    expect(classifyState(state)).toBe("unknown");
  });
});

describe("an end that may be taken back", () => {
  it.each([
    "PREEMPTED",
    "node_fail",
    " Boot_Fail ",
    "PR",
    "NF",
    "BF",
    "PREEMPT+",
    "PREEMPTED,CANCELLED",
    "FAILED,LAUNCH_FAILED",
    "RECONFIG_FAIL,FAILED",
  ])("is %s", (state) => {
    expect(classifyState(state)).toBe("failed");
    expect(mayRestart(state)).toBe(true);
  });

  it.each([
    null,
    "",
    "FAILED",
    "CANCELLED",
    "TIMEOUT",
    "OUT_OF_ME+",
    "Completed",
    "REQUEUED",
    "PREEMPTED,REQUEUED",
    "PREEMPTED,COMPLETING",
    "COMPLETED,LAUNCH_FAILED",
    "LAUNCH_FAILED",
    "FAILED,UPDATE_DB",
    "ODD",
  ])("is not %j", (state) => {
    expect(mayRestart(state)).toBe(false);
  });

  it("is never a state in the caller's lists", () => {
    expect(mayRestart("Preempted", { failureStates: ["PREEMPTED"] })).toBe(false);
    expect(mayRestart("PREEMPTED", { successStates: ["preempted"] })).toBe(false);
    expect(mayRestart("NODE_FAIL", { failureStates: ["PREEMPTED"] })).toBe(true);
    expect(mayRestart("NODE_FAIL,PREEMPTED", { failureStates: ["PREEMPTED"] })).toBe(true);
    expect(mayRestart("CANCELLED,PREEMPTED", { failureStates: ["PREEMPTED"] })).toBe(false);
  });

  it("means a failure, for any text", () => {
    const parts = fc.constantFrom(...Object.values(states).flat(), ",", "+", " by 1", "ODD");
    fc.assert(
      fc.property(
        fc.array(parts).map((listed) => listed.join("")),
        (text) => {
          if (mayRestart(text)) {
            expect(classifyState(text)).toBe("failed");
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe("the same state", () => {
  it.each([
    ["Running", "RUNNING", true],
    [" ended\t well ", "Ended  WELL", true],
    [null, null, true],
    [null, "", false],
    ["", " ", true],
    ["FAILED", "FAİLED", false],
    ["\ufb01nished", "FINISHED", false],
    ["R", "RUNNING", false],
  ])("%j and %j: %j", (a, b, same) => {
    expect(sameState(a, b)).toBe(same);
    expect(sameState(b, a)).toBe(same);
    if (a !== null && b !== null) {
      expect(sharedStates([a], [b])).toEqual(same ? [a] : []);
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

it("is an end only if the job has ended", () => {
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
