import type { ListedJob } from "../../../src/ehpc/list/listed-job";
import { wantedJobs } from "../../../src/ehpc/list/wanted-jobs";
import { aListedJob } from "./a-listed-job";

const entry = (jobId: string, more: Partial<ListedJob> = {}) => aListedJob({ jobId, ...more });

const task = (jobId: string, index: string) =>
  entry(jobId, { arrayJobId: "36", arrayJobSubId: index, arrayRequest: "1-4" });

const LISTED = [
  entry("1.manager"),
  entry("2.manager"),
  task("37", "1"),
  task("36", "2"),
  entry("36_[3-4]", { arrayRequest: "1-4" }),
  entry("7[].manager", { arrayRequest: "1-2" }),
  entry("7[1].manager", { arrayRequest: "1" }),
];

function told(ids: readonly string[], jobs = LISTED) {
  const { entries, tasks, gaps } = wantedJobs(jobs, ids);
  const named = tasks.map(({ jobId, entry: own }) => `${jobId} ${own === null ? "-" : own.jobId}`);
  return { entries: entries.map(({ jobId }) => jobId), tasks: named, gaps };
}

it.each<[string, string[], string[], string[]]>([
  [
    "jobs by their IDs",
    ["2.manager", "1"],
    ["1.manager", "2.manager"],
    ["2.manager 2.manager", "1 1.manager"],
  ],
  ["each job once", ["1", "1.manager"], ["1.manager"], ["1.manager 1.manager"]],
  [
    "no job less where a bare ID is given beside those of two servers",
    ["1", "1.manager", "1.other"],
    ["1.manager"],
    ["1.manager 1.manager", "1.other -"],
  ],
  ["no job that is not listed", ["9.manager", "1.other"], [], ["9.manager -", "1.other -"]],
  ["a task by its index", ["36_1"], ["37"], ["36_1 37"]],
  ["a task by its own ID", ["37"], ["37"], ["37 37"]],
  ["a task in an entry of several", ["36_4"], ["36_[3-4]"], ["36_4 36_[3-4]"]],
  [
    "an array with all its tasks",
    ["36"],
    ["37", "36", "36_[3-4]"],
    ["36_1 37", "36_2 36", "36_3 36_[3-4]", "36_4 36_[3-4]"],
  ],
  [
    "an array of PBS",
    ["7[].manager"],
    ["7[].manager", "7[1].manager"],
    ["7[1].manager 7[1].manager", "7[2].manager -"],
  ],
  ["no task of another array", ["36_9"], [], ["36_9 -"]],
  [
    "each task once, however it is asked for",
    ["36_1", "37", "36_3", "36", "36[1]", "7[2]", "7[].manager"],
    ["37", "36", "36_[3-4]", "7[].manager", "7[1].manager"],
    ["37 37", "36_3 36_[3-4]", "36_2 36", "36_4 36_[3-4]", "7[1].manager 7[1].manager", "7[2].manager -"],
  ],
])("finds %s", (_, ids, entries, tasks) => {
  expect(told(ids)).toEqual({ entries, tasks, gaps: [] });
});

it("says when a job has several entries in different states", () => {
  const job = (state: string) => entry("1.manager", { state });
  const other = (state: string) => entry("1", { state });

  expect(told(["1"], [job("Completed"), other("Running")]).gaps).toEqual([
    "The list has several entries for job 1, in different states.",
  ]);
  expect(told(["1"], [job("Completed"), other("COMPLETED")]).gaps).toEqual([]);
});

it("says when what should be an array is none, or has an unknown number of tasks", () => {
  const unknown = entry("5", { arrayJobId: "5", arrayJobSubId: "1" });

  expect(wantedJobs(LISTED, ["1.manager"], true).gaps).toEqual(["Job 1.manager is not an array."]);
  expect(wantedJobs([unknown], ["5"], true).gaps).toEqual([
    "The list does not say how many tasks the array 5 has.",
  ]);
  expect(wantedJobs(LISTED, ["36"], true).gaps).toEqual([]);
});
