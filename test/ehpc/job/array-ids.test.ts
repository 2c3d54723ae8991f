import { isOfArray, parentOf, taskId, taskIndices, wholeJobId } from "../../../src/ehpc/job/array-ids";

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
  [ids("36_1.batch"), "36_1.batch"],
  [ids("37.extern", "36", "1"), "37.extern"],
  [ids(null, "36", "3"), null],
])("%j is read as a whole under %j", (job, whole) => {
  expect(wholeJobId(job)).toBe(whole);
});

it("a parent of 0 is no parent, except for job 0", () => {
  expect([parentOf(ids("10", "0")), parentOf(ids("0.manager", "0")), parentOf(ids("10"))]).toEqual([
    null,
    "0",
    null,
  ]);
});

const told = (
  jobId: string | null,
  arrayJobId: string | null,
  arrayJobSubId: string | null,
  arrayRequest: string | null,
) => ({
  jobId,
  arrayJobId,
  arrayJobSubId,
  arrayRequest,
});

describe("an answer about a task, or about the array, is no answer about one job where the array is asked for", () => {
  it.each([
    ["36", told("36", "36", "3", "1-4")],
    ["36", told("36", "36", "3", null)],
    ["36", told("37", "36", "1", "1-4")],
    ["36", told(null, "36", "1", null)],
    ["36", told("36_[1-4]", null, null, null)],
    ["36", told("36_1", null, null, null)],
    ["36", told("36", null, null, "1-4")],
    ["36", told("36", "0", "0", "1,3,5,...")],
    ["36", told("36", null, null, "all")],
    ["36", told("36", null, null, '{"first":"a"}')],
    ["1[].manager", told("1[].manager", null, null, null)],
    ["1[].manager", told("1[3].manager", null, null, null)],
    ["1[]", told("1[].manager", "1", "3", "1-5:2")],
    ["1.manager", told("1.manager", "1", "3", "1-5:2")],
  ])("%s: %j", (asked, job) => {
    expect(isOfArray(asked, job)).toBe(true);
  });
});

describe("it is one where a task is asked for, or what is no array", () => {
  it.each([
    ["36_3", told("36", "36", "3", "1-4")],
    ["37", told("37", "36", "1", "1-4")],
    ["1[3].manager", told("1[3].manager", "1", "3", "1-5:2")],
    ["36", told("36", null, null, null)],
    ["36", told("36", "0", "0", null)],
    ["36", told("36", null, null, "None")],
    ["36", told("36", null, null, "N/A")],
    ["36", told("36", null, null, "{}")],
    ["36", told("37", null, null, "1-4")],
    ["36", told("360_1", null, null, null)],
    ["1[].manager", told("1[3].other", "1[].other", "3", "1-5:2")],
    ["1.manager", told("4", "1[].other", "3", "1-5:2")],
    ["36", told("36.batch", "36", "1", "1-4")],
    ["36", told("36_1.extern", null, null, null)],
    ["36", told("36_1.0", "36", "1", "1-4")],
    ["no-job-of-that-name", told("no-job-of-that-name", null, null, null)],
  ])("%s: %j", (asked, job) => {
    expect(isOfArray(asked, job)).toBe(false);
  });
});

it.each([
  [ids("36_3"), [3]],
  [ids("36_[3-6%2]"), [3, 4, 5, 6]],
  [ids("36_[1027,1032,113"), []],
  [ids("1[3].manager"), [3]],
  [ids("1[].manager"), []],
  [ids("1[].manager", "1", "3"), [3]],
  [ids("37", "36", "1"), [1]],
  [ids("36", "36", "3-6%2"), [3, 4, 5, 6]],
  [ids("36", "36", "4294967294"), []],
  [ids("36"), []],
])("%j tells of the tasks %j", (job, indices) => {
  expect(taskIndices(job)).toEqual(indices);
});

it.each([
  ["36", "36_3"],
  ["1[].manager", "1[3].manager"],
  ["1[]", "1[3]"],
  ["1.manager", "1[3].manager"],
])("the third task of %s is %s", (asked, task) => {
  expect(taskId(asked, 3)).toBe(task);
});
