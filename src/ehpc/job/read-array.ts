import { EhpcError } from "../../base/errors";
import { plainLine } from "../../base/plain-text";
import type { ListedJob } from "../list/listed-job";
import { isOfArray, taskId, taskIndices } from "./array-ids";
import type { JobAnswer } from "./get-job";
import type { Job, SpokenArray } from "./job";
import { KnownArray } from "./known-array";
import { isDecided, speakingFor } from "./whole-array";

/**
 * Reads an array of which GetJob tells by one record: the list has the others.
 *
 * The service's search by name makes the list short. Where what it finds decides nothing, all jobs are listed. A task
 * beyond the request that has a name of its own is then not found, see `requestedIndices`.
 *
 * @param asked the array's own ID
 * @param list all entries of the cluster's list that have this in their names; all of them for `null`
 * @param known what was known of the array before, which takes in what is read. @default nothing
 * @throws EhpcError kind `array-undecided` where it stays open how the array stands
 */
export async function readArray(
  asked: string,
  { job, requestId }: JobAnswer,
  list: (jobName: string | null) => Promise<readonly ListedJob[]>,
  known = new KnownArray(),
): Promise<JobAnswer> {
  const { jobName } = job;
  known.meet(job);
  let array = known.learn({ asked, records: [job] });
  let refusal: EhpcError | null = null;
  for (const name of jobName === null ? [null] : [jobName, null]) {
    try {
      const listed = await list(name);
      const records = listed.filter((other) => isOfArray(asked, other)).map((other) => recordOf(other, job));
      array = known.learn({ asked, records: [job, ...records] });
    } catch (error) {
      if (!(error instanceof EhpcError) || error.transient || error.kind === "aborted") {
        throw error;
      }
      refusal = error;
    }
    if (isDecided(array) || refusal !== null) {
      break;
    }
  }
  const whole = speakingFor(array, job);
  if (!isDecided(array)) {
    throw undecided(whole.array, requestId, refusal);
  }
  return { requestId, job: whole };
}

/** Converts a task of a list into GetJob's form. Its times have another form there. */
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
  const why = `E-HPC does not return enough to tell the state of the array: ${summary}.${reason}`;
  return new EhpcError("array-undecided", arrayMessage(asked, why, index), { requestId, parameter: "JobId" });
}

/** The error of an answer that describes a job of its own, where the job was an array before. */
export function noArrayAnyMore(asked: string, { job, requestId }: JobAnswer): EhpcError {
  const state = job.state === null ? "without a state" : `in state ${job.state}`;
  const why = `E-HPC returned it as an array before, and now as a single job ${plainLine(state)}.`;
  return new EhpcError("array-undecided", arrayMessage(asked, why, 1), { requestId, parameter: "JobId" });
}

function arrayMessage(asked: string, why: string, index: number): string {
  return `Job ${plainLine(asked)} is an array, and its ID means all its tasks. ${why} To read a single task, use its ID, such as ${plainLine(taskId(asked, index))}.`;
}
