import { arrayIndices } from "../../notation/array-indices";
import { isStepId } from "../../notation/job-id";
import { NotationError } from "../../notation/notation-error";
import type { Job } from "./job";
import { areOfOneServer, type JobIds } from "./job-key";

/**
 * The ID under which a job is read as a whole: of a task of an array the array's own, `36` of `36_3` and `1[].manager` of
 * `1[3].manager`; of any other job, and of a step, its own. `null` for a job without an ID.
 */
export function wholeJobId({ jobId, arrayJobId }: JobIds): string | null {
  if (jobId === null) {
    return null;
  }
  const id = jobId.trim();
  if (isStepId(id)) {
    return id;
  }
  const [, slurm] = /^(\d+)_/.exec(id) ?? [];
  if (slurm !== undefined) {
    return slurm;
  }
  const [, pbs, server] = /^(\d+)\[[^\]]*\](.*)$/.exec(id) ?? [];
  if (pbs !== undefined) {
    return `${pbs}[]${server}`;
  }
  const parent = parentOf({ jobId, arrayJobId });
  // The task that begins last keeps the array's own ID.
  return parent === null || parent === numberOf(id) ? id : (arrayJobId ?? "").trim();
}

/** What the array is called that a job is a task of, without the brackets and the server of PBS. */
export function parentOf({ jobId, arrayJobId }: Pick<JobIds, "jobId" | "arrayJobId">): string | null {
  if (arrayJobId === null) {
    return null;
  }
  const parent = numberOf(arrayJobId);
  // Slurm has 0 here for what is no array, and no job of that number.
  return parent === "0" && jobId !== null && numberOf(jobId) !== "0" ? null : parent;
}

/** An ID up to what says which task it is, or which server it is of. */
export function numberOf(jobId: string): string {
  return jobId.trim().split(/[._[]/)[0] ?? "";
}

/**
 * Whether GetJob's job is an array, or some of its tasks, and `asked` is the array's own ID. `36_3` and
 * `1[3].manager` ask for a task, and so does a task's own ID, which is not its array's; but the task that begins last has
 * the array's ID for its own, and is asked for as `36_3` alone.
 */
export function isOfArray(asked: string, job: JobIds & Pick<Job, "arrayRequest">): boolean {
  const array = arrayNumber(asked);
  if (array === null) {
    return false;
  }
  const { jobId } = job;
  if (![jobId, job.arrayJobId].every((id) => id === null || areOfOneServer(asked, id))) {
    return false;
  }
  const isRecord = jobId !== null && numberOf(jobId) === array;
  if (isRecord && (asked.includes("[") || /^\d+_/.test(jobId.trim()))) {
    return true;
  }
  const parent = parentOf(job);
  if (parent !== null) {
    return parent === array;
  }
  return isRecord && isArrayRequest(job.arrayRequest);
}

/** The array that an ID means, if it is an array's: `36` of `36`, `1` of `1[].manager`; `null` for the ID of a task. */
function arrayNumber(jobId: string): string | null {
  return /^(\d+)(?:\[\])?(?:\.|$)/.exec(jobId.trim())?.[1] ?? null;
}

/** What schedulers and programs write of a job that is no array. */
const NO_ARRAY = /^(?:none|n\/?a|\(?null\)?|nil|false|no|unset|-+|\[\s*\]|\{\s*\}|)$/i;

/** Whether a request says that the job is an array; one that cannot be read does. */
export function isArrayRequest(request: string | null): boolean {
  return request !== null && !NO_ARRAY.test(request.trim());
}

/**
 * Returns the tasks that a record describes: one, or all that have not begun, which Slurm keeps in one record. Empty for
 * the record of the array itself, and if the indices cannot be read.
 */
export function taskIndices({ jobId, arrayJobSubId }: JobIds): readonly number[] {
  const [, slurm, pbs] = /^\d+(?:_(.+)|(\[[^\]]+\]?).*)$/.exec((jobId ?? "").trim()) ?? [];
  return readIndices(slurm ?? pbs ?? arrayJobSubId) ?? [];
}

/** Indices, where there are any that can be read; else `null`. */
export function readIndices(text: string | null): readonly number[] | null {
  if (text === null) {
    return null;
  }
  try {
    const indices = arrayIndices(text);
    return indices.length === 0 ? null : indices;
  } catch (error) {
    if (error instanceof NotationError) {
      return null;
    }
    throw error;
  }
}

/** How users name a task, in the notation in which its array was asked for. */
export function taskId(asked: string, index: number): string {
  const [, array = "", server = ""] = /^(\d+)(?:\[\])?(.*)$/.exec(asked.trim()) ?? [];
  return asked.includes("[") || server !== "" ? `${array}[${index}]${server}` : `${array}_${index}`;
}
