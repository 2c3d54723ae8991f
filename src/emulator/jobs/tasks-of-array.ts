import { taskId } from "../../ehpc/job/array-ids";
import { arrayIndices } from "../../notation/array-indices";
import type { ScenarioJob, SeriesJob, Stage } from "../scenario/scenario";
import { numberedJob } from "./numbered-job";

/** An array as a scenario has it. */
export type ScenarioArray = ScenarioJob & { readonly arrayRequest: string };

/** A task of an array. */
export interface ArrayTask {
  readonly index: number;
  /** The IDs that GetJob takes for it; the first one is in its answer. None if all tasks have the array's ID. */
  readonly ids: readonly string[];
  readonly job: ScenarioJob;
}

/** Times that differ from task to task. All tasks are submitted at once. */
const TIMES: ReadonlySet<string> = new Set(["StartTime", "LastModifyTime"]);

export const INDEX = "{index}";

export function isArray(job: ScenarioJob): job is ScenarioArray {
  return job.arrayRequest !== undefined;
}

/** The tasks of an array, in the order of the request. */
export function tasksOfArray(id: string, array: ScenarioArray): ArrayTask[] {
  const { arrayRequest, tasks = {}, secondsApart = 0, taskIds, oneRecordForWaiting, ...common } = array;
  const exceptions = new Map<number, SeriesJob>();
  for (const [indices, exception] of Object.entries(tasks)) {
    for (const index of arrayIndices(indices)) {
      exceptions.set(index, exception);
    }
  }
  const indices = arrayIndices(arrayRequest);
  return indices.map((index, position) => {
    const ids = idsOfTask(id, array, { index, position, isLast: position === indices.length - 1 });
    const { info, listed, ...own } = exceptions.get(index) ?? {};
    const template = {
      ...common,
      ...own,
      info: { ...common.info, ...info },
      listed: { ...common.listed, ...listed },
    };
    const seconds = position * secondsApart;
    const job = numberedJob(template, { placeholder: INDEX, number: String(index), seconds, times: TIMES });
    const later = job.life === undefined ? job : { ...job, life: delayed(job.life, seconds) };
    return { index, ids, job: taskOf(id, array, { index, ids }, later) };
  });
}

/** A task's job, which names its array, too. */
export function taskOf(
  id: string,
  { arrayRequest }: ScenarioArray,
  { index, ids: [taskId = id] }: Pick<ArrayTask, "index" | "ids">,
  job: ScenarioJob,
): ScenarioJob {
  const array = { ArrayJobId: arrayNumber(id), ArrayJobSubId: String(index), ArrayRequest: arrayRequest };
  return { ...job, info: { JobId: taskId, ...array, ...job.info } };
}

/** What the records of tasks call their array: `1` of `1[].manager`, as in the sample of the API page. */
export function arrayNumber(id: string): string {
  return /^\d+/.exec(id)?.[0] ?? id;
}

function idsOfTask(
  id: string,
  { taskIds = "index" }: ScenarioArray,
  { index, position, isLast }: { index: number; position: number; isLast: boolean },
): string[] {
  const byIndex = taskId(id, index);
  switch (taskIds) {
    case "index":
      return [byIndex];
    case "own":
      // The task that begins last keeps the array's ID.
      return isLast ? [id, byIndex] : [String(Number(id) + 1 + position), byIndex];
    case "array":
      return [id, byIndex];
  }
}

/** The stages, all but the first so much later. */
function delayed(life: readonly Stage[], seconds: number): readonly Stage[] {
  return life.map((stage, index) => (index === 0 ? stage : { ...stage, at: stage.at + seconds }));
}
