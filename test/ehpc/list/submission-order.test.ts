import fc from "fast-check";
import type { ListedJob } from "../../../src/ehpc/list/listed-job";
import { inSubmissionOrder, limitIsCertain } from "../../../src/ehpc/list/submission-order";
import { aListedJob } from "./a-listed-job";

type Told = readonly [jobId: string, submitTime: number | null, arrayJobId?: string];

const jobs = (...told: readonly Told[]) =>
  told.map(([jobId, submitTime, arrayJobId = null]) => aListedJob({ jobId, submitTime, arrayJobId }));
const idsOf = (listed: readonly ListedJob[]) => listed.map(({ jobId }) => jobId);

describe("the order of submission", () => {
  it("goes by the time, and in the same second by the number in the ID", () => {
    const listed = jobs(["9.m", 100], ["12.m", 200], ["10.m", 100], ["8.m", 300]);
    expect(idsOf(inSubmissionOrder(listed, "desc"))).toEqual(["8.m", "12.m", "10.m", "9.m"]);
    expect(idsOf(inSubmissionOrder(listed, "asc"))).toEqual(["9.m", "10.m", "12.m", "8.m"]);
  });

  it("has jobs without a time last either way, as they are listed", () => {
    const listed = jobs(["5", null], ["7", 100], ["6", null]);
    expect(idsOf(inSubmissionOrder(listed, "desc"))).toEqual(["7", "5", "6"]);
    expect(idsOf(inSubmissionOrder(listed, "asc"))).toEqual(["7", "5", "6"]);
  });

  it("takes tasks of an array for what was submitted as the array", () => {
    // The tasks of 36 were given the next IDs as they began.
    const listed = jobs(["39", 100, "36"], ["37", 100, "37"], ["36_[3-6%2]", 100, "36"]);
    expect(idsOf(inSubmissionOrder(listed, "desc"))).toEqual(["37", "39", "36_[3-6%2]"]);
  });

  it("does not order jobs that nothing tells apart", () => {
    expect(idsOf(inSubmissionOrder(jobs(["b", 1], ["a", 1], ["1.x", 1], ["1.y", 1]), "desc"))).toEqual([
      ...["1.x", "1.y", "b", "a"],
    ]);
  });
});

describe("which jobs are the first", () => {
  const latest = (...told: readonly Told[]) => limitIsCertain(inSubmissionOrder(jobs(...told), "desc"), 1);

  it.each<[string, Told[]]>([
    ["there is none", []],
    ["there is but one, with or without a time", [["1", null]]],
    [
      "times tell",
      [
        ["1", 100],
        ["2", 200],
      ],
    ],
    [
      "the number in the ID tells",
      [
        ["1.m", 100],
        ["2.m", 100],
      ],
    ],
    [
      "the others are tasks of the same array",
      [
        ["36_1", 100, "36"],
        ["36_2", 100, "36"],
        ["36_3", null, "36"],
      ],
    ],
  ])("is sure where %s", (_, told) => {
    expect(latest(...told)).toBe(true);
  });

  it.each<[string, Told[]]>([
    [
      "a job has no time",
      [
        ["1", 100],
        ["2", null],
      ],
    ],
    [
      "no job has a time",
      [
        ["1", null],
        ["2", null],
      ],
    ],
    [
      "the IDs of the same second have no numbers",
      [
        ["a", 100],
        ["b", 100],
      ],
    ],
    [
      "the numbers of the same second are equal",
      [
        ["1.a", 100],
        ["1.b", 100],
      ],
    ],
  ])("is not where %s", (_, told) => {
    expect(latest(...told)).toBe(false);
  });
});

it("the latest job does not depend on the order in which the service lists", () => {
  const time = fc.option(fc.integer({ min: 1, max: 3 }), { freq: 5 });
  const id = fc.constantFrom("1", "2", "3", "a", "b", "4_1", "4_2", "5[1].m", "5[2].m");
  const told = fc.uniqueArray(fc.tuple(id, time), { selector: ([jobId]) => jobId, maxLength: 6 });
  const shuffled = told.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
  );
  let sure = 0;
  fc.assert(
    fc.property(shuffled, ([all, others]) => {
      const [one, two] = [all, others].map((list) => inSubmissionOrder(jobs(...list), "desc"));
      expect(limitIsCertain(one ?? [], 1)).toBe(limitIsCertain(two ?? [], 1));
      if (one === undefined || !limitIsCertain(one, 1)) {
        return;
      }
      sure += 1;
      const whole = (listed: readonly ListedJob[] = []) => listed[0]?.jobId?.replace(/[_[].*/, "");
      expect(whole(one)).toBe(whole(two));
      const newest = Math.max(...one.map(({ submitTime }) => submitTime ?? 0));
      if (one.length > 1) {
        expect(one[0]?.submitTime ?? 0).toBe(newest);
      }
    }),
    { numRuns: 2_000 },
  );
  expect(sure).toBeGreaterThan(200);
});
