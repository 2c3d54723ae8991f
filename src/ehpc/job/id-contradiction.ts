import { readIndices } from "./array-ids";
import { areOfOneServer, type JobIds } from "./job-key";

/** An array's ID as schedulers write it, a task's included: `36`, `1[].manager`, `36_3`. */
const ARRAY_ID = /^(0|[1-9]\d*)(?:_\d+|\[\d*\])?(?:\.\S+)?$/;
/** A job's own ID that says which task it is. */
const TASK_ID = /^(\d+)(?:_(\d+)|\[(\d+)\])(?:\..*)?$/;
/** What stands for no index: nothing or zeros, a word, and Slurm's NO_VAL. */
const NO_INDEX = /^(?:0*|\D+|-1|4294967294)$/;

/**
 * What is wrong with what an answer says of a job's IDs, as the rest of a sentence; `null` where they go together.
 *
 * A job with an index is a task of an array: without the array's ID it would pass for a job of its own, and the word about
 * it for one about all tasks. `0` is no array, and index 0 none, where nothing else speaks of an array.
 *
 * @param ids as they were written
 */
export function idContradiction({ jobId, arrayJobId, arrayJobSubId }: JobIds): string | null {
  const [, ownNumber, slurm, pbs] = TASK_ID.exec(jobId?.trim() ?? "") ?? [];
  const ownIndex = slurm ?? pbs;
  const array = arrayJobId?.trim() ?? "";
  const index = arrayJobSubId?.trim() ?? "";
  const [, number] = ARRAY_ID.exec(array) ?? [];
  if (/\d/.test(array) && number === undefined) {
    return `it has the ArrayJobId ${array}`;
  }
  const isArray = number !== undefined && (number !== "0" || /^0(?:\D|$)/.test(jobId?.trim() ?? ""));
  const isIndex = !NO_INDEX.test(index) || (isArray && /^0+$/.test(index));
  if (ownIndex === undefined) {
    const namesArray = isArray || /^\d+(?:_|\[)/.test(jobId?.trim() ?? "");
    return isIndex && !namesArray ? `it has the ArrayJobSubId ${index} without an ArrayJobId` : null;
  }
  if (isArray && (number !== ownNumber || !areOfOneServer(jobId ?? "", array))) {
    return `JobId ${jobId} and ArrayJobId ${array} contradict each other`;
  }
  const indices = isIndex ? (readIndices(index) ?? [Number.NaN]) : [];
  return indices.every((one) => one === Number(ownIndex))
    ? null
    : `JobId ${jobId} and ArrayJobSubId ${index} contradict each other`;
}
