import { jobKey, jobKeys, listedJobKeys } from "../../../src/ehpc/job/job-key";

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
