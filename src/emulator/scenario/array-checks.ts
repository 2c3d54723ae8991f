import { arrayIndices } from "../../notation/array-indices";
import { NotationError } from "../../notation/notation-error";
import { isArray } from "../jobs/tasks-of-array";
import { demand, ScenarioError } from "./checks";
import type { ScenarioJob, SeriesJob } from "./scenario";

const OF_ARRAYS = ["tasks", "secondsApart", "taskIds", "oneRecordForWaiting"] as const;

/** IDs of arrays: in Slurm, and in PBS. */
const SLURM = /^\d+$/;
const PBS = /^\d+\[\](\.\S+)?$/;

/** Checks what makes a job an array. Its members have the right types. Throws {@link ScenarioError}. */
export function checkArray(jobId: string, job: ScenarioJob, path: string): void {
  if (!isArray(job)) {
    const [member] = OF_ARRAYS.filter((name) => job[name] !== undefined);
    demand(member === undefined, path, `has ${member} but no arrayRequest, so it is not an array`);
    return;
  }
  const { arrayRequest, taskIds = "index", oneRecordForWaiting, tasks = {}, life } = job;
  const isOfSlurm = SLURM.test(jobId);
  demand(
    isOfSlurm || PBS.test(jobId) || taskIds === "array",
    path,
    'has an arrayRequest, so its ID must be a number such as "36" (Slurm), or such as "1[].manager" (PBS); any other ID needs "taskIds": "array"',
  );
  demand(
    taskIds !== "own" || isOfSlurm,
    `${path}.taskIds`,
    'can be own only if the ID is a number such as "36"',
  );
  demand(
    oneRecordForWaiting !== true || !PBS.test(jobId),
    `${path}.oneRecordForWaiting`,
    "must not be true: PBS has a record for each task",
  );
  const indices = new Set(read(arrayRequest, `${path}.arrayRequest`));
  const seen = new Set<number>();
  for (const [key, task] of Object.entries(tasks)) {
    const place = `${path}.tasks[${JSON.stringify(key)}]`;
    for (const index of read(key, place)) {
      demand(
        indices.has(index),
        place,
        `has the index ${index}, which is not in the arrayRequest ${arrayRequest}`,
      );
      demand(!seen.has(index), place, `has the index ${index}, which another member has, too`);
      seen.add(index);
    }
    checkState(task, life, place);
  }
}

/** A stage of the array's life would hide the state. */
function checkState({ info, life: own }: SeriesJob, life: ScenarioJob["life"], path: string): void {
  const isHidden = info?.State !== undefined && own === undefined && life !== undefined;
  demand(
    !isHidden,
    `${path}.info.State`,
    "is hidden by the life of the array; give the task a life of its own",
  );
}

function read(text: string, path: string): number[] {
  try {
    const indices = arrayIndices(text);
    demand(indices.length > 0, path, "has no index");
    return indices;
  } catch (error) {
    if (error instanceof NotationError) {
      throw new ScenarioError(`${path}: ${error.message}`);
    }
    throw error;
  }
}
