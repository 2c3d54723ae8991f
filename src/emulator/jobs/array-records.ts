import type { Json } from "../scenario/scenario";
import type { JobNow } from "./job-life";
import { isEnd, phaseOf } from "./job-phase";
import { numberedJob } from "./numbered-job";
import { INDEX, type ScenarioArray } from "./tasks-of-array";

/** A task at one moment. */
export interface TaskNow {
  readonly index: number;
  readonly job: JobNow;
  /** Whether it has not begun. */
  readonly waits: boolean;
}

/** The one record that Slurm has for all tasks that have not begun; `null` without such tasks. */
export function waitingRecord(
  id: string,
  { arrayRequest, taskIds = "index" }: ScenarioArray,
  waiting: readonly TaskNow[],
): JobNow | null {
  const [first] = waiting;
  if (first === undefined) {
    return null;
  }
  const [limit = ""] = /%\d*$/.exec(arrayRequest) ?? [];
  const indices = `${inRanges(waiting.map(({ index }) => index))}${limit}`;
  const jobId = taskIds === "index" ? `${id}_[${indices}]` : id;
  const job = withId(first.job, jobId);
  return { ...job, info: { ...job.info, ArrayJobSubId: indices } };
}

/** The job under another ID. */
export function withId(job: JobNow, jobId: string): JobNow {
  return { ...job, jobId, info: { ...job.info, JobId: jobId } };
}

/** PBS's placeholder for the index in the paths of an array. */
const ANY_INDEX = "^array_index^";

/** The record that PBS has for the array itself; `null` without tasks. */
export function parentRecord(
  id: string,
  { arrayRequest, info = {}, listed = {} }: ScenarioArray,
  tasks: readonly TaskNow[],
): JobNow | null {
  const [first] = tasks;
  if (first === undefined) {
    return null;
  }
  const array = { JobId: id, ArrayJobId: "", ArrayJobSubId: "", ArrayRequest: arrayRequest };
  const numbering = { placeholder: INDEX, number: ANY_INDEX, seconds: 0, times: new Set<string>() };
  const own = numberedJob({ info, listed }, numbering);
  return {
    jobId: id,
    info: { ...first.job.info, ...array, ...own.info, State: parentState(first, tasks) },
    listed: own.listed,
    response: null,
  };
}

/** PBS's state of an array that has begun. */
const BEGUN = "B";

function parentState(first: TaskNow, tasks: readonly TaskNow[]): Json {
  const stateOf = ({ job }: TaskNow) => job.info.State ?? "";
  if (tasks.every(({ waits }) => waits)) {
    return stateOf(first);
  }
  if (!tasks.every((task) => isEnd(stateOf(task)))) {
    return BEGUN;
  }
  return stateOf(tasks.find((task) => phaseOf(stateOf(task)) === "failed") ?? first);
}

/** Ascending indices, where several that follow on each other are a range: `1,3-6`. */
function inRanges(indices: readonly number[]): string {
  const ranges: [first: number, last: number][] = [];
  for (const index of indices) {
    const range = ranges.at(-1);
    if (range !== undefined && index === range[1] + 1) {
      range[1] = index;
    } else {
      ranges.push([index, index]);
    }
  }
  return ranges.map(([first, last]) => (first === last ? first : `${first}-${last}`)).join(",");
}
