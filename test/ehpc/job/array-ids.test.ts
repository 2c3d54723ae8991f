import { parentOf, wholeJobId } from "../../../src/ehpc/job/array-ids";

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
  [ids("10"), "10"],
  [ids("1.manager"), "1.manager"],
  [ids("36_3"), "36"],
  [ids("36_[3-6%2]"), "36"],
  [ids("37", "36", "1"), "36"],
  [ids("36", "36", "3"), "36"],
  [ids("1[3].manager"), "1[].manager"],
  [ids("1[3].manager", "1", "3"), "1[].manager"],
  [ids("1[].manager", "1", "3"), "1[].manager"],
  [ids("1.manager", "1", "3"), "1.manager"],
  [ids("10", "0", "0"), "10"],
  [ids(null, "36", "3"), null],
])("%j is read as a whole under %j", (job, whole) => {
  expect(wholeJobId(job)).toBe(whole);
});

it("a parent of 0 is none but for job 0", () => {
  expect([parentOf(ids("10", "0")), parentOf(ids("0.manager", "0")), parentOf(ids("10"))]).toEqual([
    null,
    "0",
    null,
  ]);
});
