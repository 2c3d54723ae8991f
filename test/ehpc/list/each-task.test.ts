import { eachTask } from "../../../src/ehpc/list/each-task";
import type { ListedJob } from "../../../src/ehpc/list/listed-job";
import { aListedJob } from "./a-listed-job";

const entry = (jobId: string, more: Partial<ListedJob> = {}) => aListedJob({ jobId, ...more });

/** A task in Slurm's notation: its own ID, its array's and its index. */
const task = (jobId: string, index: string, arrayRequest: string | null = "1-3") =>
  entry(jobId, { arrayJobId: "36", arrayJobSubId: index, arrayRequest });

const TASKS = [task("37", "1"), task("38", "2"), task("36", "3")];

/** The IDs, with a remark on tasks without an entry of their own. */
function told(jobs: readonly ListedJob[]): string[] {
  return eachTask(jobs).tasks.map(({ jobId, entry: own, isShared }) => {
    const remark = own === null ? " not listed" : isShared ? ` in ${own.jobId}` : "";
    return `${jobId}${remark}`;
  });
}

describe("each job, and each task of an array", () => {
  it.each<[string, ListedJob[], string[]]>([
    ["without arrays", [entry("1.manager"), entry("2.m", { arrayRequest: "none" })], ["1.manager", "2.m"]],
    ["once, the last task under the array's own ID", TASKS, ["36_1", "36_2", "36_3"]],
    [
      "without the array itself, which stands beside its tasks",
      [entry("36", { arrayRequest: "1-3:1" }), entry("9"), ...TASKS.slice(0, 2), task("39", "3")],
      ["36_1", "36_2", "36_3", "9"],
    ],
    [
      "in the notation of PBS, where the array alone tells the request",
      [
        entry("1[].manager", { arrayRequest: "2-6:2" }),
        ...[2, 4].map((index) => entry(`1[${index}].manager`, { arrayRequest: String(index) })),
      ],
      ["1[2].manager", "1[4].manager", "1[6].manager not listed"],
    ],
    ["that is not listed", TASKS.slice(1), ["36_1 not listed", "36_2", "36_3"]],
    [
      "in an entry of several",
      [task("37", "1"), entry("36_[2-3]", { arrayRequest: "1-3" })],
      ["36_1", "36_2 in 36_[2-3]", "36_3 in 36_[2-3]"],
    ],
    [
      "of an array that has none yet",
      [entry("5", { arrayRequest: "0-1" })],
      ["5_0 not listed", "5_1 not listed"],
    ],
    [
      "of two servers, which have numbers of their own",
      ["a", "b"].map((server) => entry(`1[1].${server}`, { arrayRequest: "1-2" })),
      ["1[1].a", "1[2].a not listed", "1[1].b", "1[2].b not listed"],
    ],
  ])("%s", (_, jobs, ids) => {
    expect(told(jobs)).toEqual(ids);
    expect(eachTask(jobs).gaps).toEqual([]);
  });
});

describe("an array stands as it is listed, and is told,", () => {
  const UNKNOWN = "The list does not say how many tasks the array 36 has.";

  it.each<[string, ListedJob[], string]>([
    ["where no entry has the request", [task("37", "1", null), task("38", "2", "2")], UNKNOWN],
    ["where the request is cut off", [...TASKS, task("39", "4", "1-3,5...")], UNKNOWN],
    ["where the request leaves out a task", [...TASKS, task("39", "4", "1-3")], UNKNOWN],
    [
      "with two entries for a task",
      [...TASKS, entry("36_2", { arrayRequest: "1-3" })],
      "The list has several entries for the task 36_2.",
    ],
  ])("%s", (_, jobs, sentence) => {
    expect(eachTask(jobs).gaps).toEqual([sentence]);
    expect(told(jobs)).toEqual(jobs.map(({ jobId }) => jobId));
  });
});
