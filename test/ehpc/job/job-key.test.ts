import fc from "fast-check";
import {
  isNamed,
  isSameJob,
  jobKey,
  jobKeys,
  listEntryKey,
  listedJobKeys,
  mayBeSameJob,
} from "../../../src/ehpc/job/job-key";

const ids = (
  jobId: string | null,
  arrayJobId: string | null = null,
  arrayJobSubId: string | null = null,
) => ({
  jobId,
  arrayJobId,
  arrayJobSubId,
});

it.each([
  ["1", "1"],
  [" 1.manager.cluster\n", "1"],
  ["100_3", "100_3"],
  ["100[3].manager", "100_3"],
  ["9007199254740993", "9007199254740993"],
])("%j is compared by %j", (jobId, key) => {
  expect(jobKey(jobId)).toBe(key);
});

it.each(["1[].manager", "10", "1_3", "1[3-5]", "1_[3-5]", "1_3-5", "1_3x", "01"])(
  "%j is neither job 1 nor, unless it says so, its sub-job 3",
  (jobId) => {
    expect(jobKey(jobId)).not.toBe("1");
    expect(jobKey(jobId) === "1_3").toBe(jobId === "1_3");
  },
);

it("a sub-job goes by its own id, and by its parent's with its index", () => {
  for (const keysOf of [jobKeys, listedJobKeys]) {
    expect(keysOf(ids("103", "100", "3"))).toEqual(["103", "100_3"]);
    expect(keysOf(ids("4.manager", " 1[].manager", "3 "))).toEqual(["4", "1_3"]);
    expect(keysOf(ids(null, "100", "3"))).toEqual(["100_3"]);
    expect(keysOf(ids("1[3].manager", "1[].manager", "3"))).toContain("1_3");
  }
});

it("a job that lacks either part goes by its own id alone", () => {
  for (const keysOf of [jobKeys, listedJobKeys]) {
    expect(keysOf(ids("1.manager"))).toEqual(["1"]);
    expect(keysOf(ids("100", "100"))).toEqual(["100"]);
    expect(keysOf(ids("100", null, "3"))).toEqual(["100"]);
    expect(keysOf(ids(null))).toEqual([]);
  }
});

it("a listed job with its parent's id is not found as a sub-job, though GetJob may answer with it", () => {
  expect(listedJobKeys(ids("100", "100", "0"))).toEqual(["100"]);
  expect(listedJobKeys(ids("1[].manager", "1[].manager", "0"))).toEqual(["1[]"]);
  expect(jobKeys(ids("100", "100", "2"))).toEqual(["100", "100_2"]);
});

describe("two ids name one job", () => {
  const part = fc.constantFrom("manager", "other", "man", "local", "a", "1st");
  const head = fc.constantFrom("1", "2", "11", "100_3", "100[3]", "100_4", "1[]", "a");
  const id = fc.tuple(head, fc.array(part, { maxLength: 3 })).map((parts) => parts.flat().join("."));

  it("when one is the other's beginning up to a dot", () => {
    fc.assert(
      fc.property(id, part, (shorter, added) => {
        expect(isSameJob(shorter, `${shorter}.${added}`)).toBe(true);
        expect(isSameJob(`${shorter}.${added}`, shorter)).toBe(true);
        expect(isSameJob(shorter, ` ${shorter}\n`)).toBe(true);
      }),
    );
  });

  it("never when the numbers, the indices or the servers differ, whichever is asked for", () => {
    const plain = (text: string) => text.replace(/^(\d+)\[(\d+)\]/, "$1_$2").split(".");
    fc.assert(
      fc.property(id, id, (one, other) => {
        const [left, right] = [plain(one), plain(other)];
        const agree = left.every((text, index) => index >= right.length || text === right[index]);
        expect(isSameJob(one, other)).toBe(agree);
        expect(isSameJob(other, one)).toBe(agree);
      }),
      { numRuns: 2_000 },
    );
  });

  it("only with one key, so that a job is found in a list under whichever spelling", () => {
    fc.assert(
      fc.property(id, id, (one, other) => {
        if (isSameJob(one, other)) {
          expect(jobKey(one)).toBe(jobKey(other));
        }
        if (isNamed(one, ids(other))) {
          expect(listedJobKeys(ids(other))).toContain(jobKey(one));
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("never when one ends in a dot, or has two in a row: what stood there is lost", () => {
    for (const [one, other] of [
      ["1.manager", "1.manager."],
      ["1", "1."],
      ["1.manager", "1..manager"],
      ["1.manager", "1.manager..local"],
    ] as const) {
      expect([isSameJob(one, other), isSameJob(other, one)]).toEqual([false, false]);
    }
    expect(isSameJob("1.manager.", "1.manager.")).toBe(true);
  });

  it("may be, where one of them is a sub-job's and nothing says what its own is", () => {
    expect(mayBeSameJob("36_3", "39")).toBe(true);
    expect(mayBeSameJob("39", "36[3].manager")).toBe(true);
    expect(mayBeSameJob("36", "39")).toBe(false);
    expect(mayBeSameJob("36_3", "36_4")).toBe(false);
    for (const other of ["1[].manager", "1_[2-4]", "3.other", "a"]) {
      expect(mayBeSameJob("1[2].manager", other)).toBe(false);
      expect(mayBeSameJob(other, "1[2].manager")).toBe(false);
    }
  });
});

describe.each(["1.batch", "1.extern", "1.interactive", "1.0", "1.5", "1.0+1", "1.bat+"])(
  "step %s",
  (step) => {
    it("is another thing than its job", () => {
      expect([isSameJob("1", step), isSameJob(step, "1"), mayBeSameJob("1", step)]).toEqual([
        false,
        false,
        false,
      ]);
      expect(isNamed("1", ids(step))).toBe(false);
      expect(listedJobKeys(ids(step))).toEqual([step]);
      expect(listEntryKey(ids(step))).not.toBe(listEntryKey(ids("1")));
    });
  },
);

it("an array itself, and several of its tasks, are none of its tasks, whatever is said beside it", () => {
  for (const [asked, told] of [
    ["1[2].manager", ids("1[].manager", "1[].manager", "2")],
    ["1[2].manager", ids("1[].manager", "1", "2")],
    ["1[2].manager", ids("1[2-4].manager", "1[].manager", "2")],
    ["36_2", ids("36_[2-4]", "36", "2")],
  ] as const) {
    expect(isNamed(asked, told)).toBe(false);
    expect(listedJobKeys(told)).not.toContain(jobKey(asked));
  }
});

it("a step of a task is neither the task nor its array, whatever is said of them beside it", () => {
  for (const step of ["36_1.batch", "36_1.extern", "36_1.0", "37.batch"]) {
    expect(isNamed("36_1", ids(step, "36", "1"))).toBe(false);
    expect(listedJobKeys(ids(step, "36", "1"))).toEqual([step]);
    expect(mayBeSameJob("1", step)).toBe(false);
  }
});

it("jobs of two servers are two entries of a list, though they have one number", () => {
  expect(listEntryKey(ids("1.manager"))).not.toBe(listEntryKey(ids("1.other")));
});
