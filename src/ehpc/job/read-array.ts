import { EhpcError } from "../../base/errors";
import { plainLine } from "../../base/plain-text";
import type { ListedJob } from "../list/listed-job";
import { isOfArray, taskId, taskIndices } from "./array-ids";
import type { JobAnswer } from "./get-job";
import type { Job, SpokenArray, WholeArray } from "./job";
import { isDecided, speakingFor } from "./whole-array";

/**
 * Reads an array of which GetJob tells by one record: the list has the others.
 *
 * The service's search by name makes the list short. Where what it finds decides nothing, all jobs are listed.
 *
 * @param asked the array's own ID
 * @param list all entries of the cluster's list that have this in their names; all of them for `null`
 * @throws EhpcError kind `array-undecided` where it stays open how the array stands
 */
export async function readArray(
  asked: string,
  { job, requestId }: JobAnswer,
  list: (jobName: string | null) => Promise<readonly ListedJob[]>,
): Promise<JobAnswer> {
  const { jobName } = job;
  let array: WholeArray = { asked, records: [job] };
  let refusal: EhpcError | null = null;
  for (const name of jobName === null ? [null] : [jobName, null]) {
    try {
      const listed = await list(name);
      const records = listed.filter((other) => isOfArray(asked, other)).map((other) => recordOf(other, job));
      array = { asked, records: [job, ...records] };
    } catch (error) {
      if (!(error instanceof EhpcError) || error.transient || error.kind === "aborted") throw error;
      refusal = error;
    }
    if (isDecided(array) || refusal !== null) break;
  }
  const whole = speakingFor(array, job);
  if (!isDecided(array)) throw undecided(whole.array, requestId, refusal);
  return { requestId, job: whole };
}

/** What a list tells of a task, in GetJob's terms. It has times in another form. */
function recordOf(listed: ListedJob, { createTime, commandLine }: Job): Job {
  const { submitTime, startTime, lastModifyTime, comment, rawName, ...same } = listed;
  return { ...same, createTime, commandLine, startTime: null, lastModifyTime: null, extraInfo: null };
}

function undecided(
  { asked, records, summary }: SpokenArray,
  requestId: string | null,
  refusal: EhpcError | null,
): EhpcError {
  const index = records.flatMap(taskIndices)[0] ?? 1;
  const reason = refusal === null ? "" : ` Its tasks could not be listed: ${refusal.message}`;
  const message = `Job ${plainLine(asked)} is an array, and its ID means all its tasks. E-HPC does not return enough to tell the state of the array: ${summary}.${reason} To read a single task, use its ID, such as ${plainLine(taskId(asked, index))}.`;
  return new EhpcError("array-undecided", message, { requestId, parameter: "JobId" });
}
