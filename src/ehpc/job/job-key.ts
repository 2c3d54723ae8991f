import { isStepId } from "../../notation/job-id";
import type { Job } from "./job";

/** A job's IDs, as the service gives them. */
export type JobIds = Pick<Job, "jobId" | "arrayJobId" | "arrayJobSubId">;

/**
 * Whether two ids name one job. They are equal, or one is the other's beginning up to a dot: PBS adds its server's name:
 * `1`, `1.manager` and `1.manager.local` are one job, and `1.other` is not `1.manager`. Neither is `1.manager.`, which may
 * be what is left of a longer name. `100_3` and `100[3]` are one:
 * Slurm and PBS write the index of a sub-job of an array in their own ways. A step, such as `1.batch`, is itself alone.
 */
export function isSameJob(one: string, other: string): boolean {
  return one === other || (jobKey(one) === jobKey(other) && areOfOneServer(one, other));
}

/**
 * Whether two ids may be of one server: its name, where both have it, is equal or a beginning up to a dot. What stands
 * behind the dot of a step is no server's name.
 */
export function areOfOneServer(one: string, other: string): boolean {
  if (isStepId(one) || isStepId(other)) {
    return false;
  }
  const [here, there] = [serverOf(one), serverOf(other)];
  return here === there || isBeginning(here, there) || isBeginning(there, here);
}

/**
 * Whether two ids may name one job, where an answer says no more of the job than its id: a sub-job of an array may have
 * an id of its own, which is a number.
 */
export function mayBeSameJob(one: string, other: string): boolean {
  if (isStepId(one) || isStepId(other)) {
    return one === other;
  }
  const isSubJob = (id: string) => SUB_JOB.test(upTo(".", id));
  const [subJob, own] = isSubJob(one) ? [one, other] : [other, one];
  return (
    isSameJob(one, other) || (isSubJob(subJob) && /^\d+$/.test(upTo(".", own)) && areOfOneServer(one, other))
  );
}

/**
 * Whether an id is one that a job goes by: its own, or as a sub-job of an array its parent's with its index, as in Slurm,
 * where `100_3` may be `103`. An own id with indices, or with a place for one, says it all: `1[]` is the array itself and none
 * of its sub-jobs.
 */
export function isNamed(asked: string, { jobId, arrayJobId, arrayJobSubId }: JobIds): boolean {
  if (jobId !== null && (isSameJob(asked, jobId) || saysIndex(jobId))) {
    return isSameJob(asked, jobId);
  }
  if (arrayJobId === null || arrayJobSubId === null || (jobId !== null && isStepId(jobId))) {
    return false;
  }
  return isSameJob(asked, `${subJobKey(parentId(arrayJobId), arrayJobSubId.trim())}${serverOf(arrayJobId)}`);
}

/**
 * What an id is looked up by. Ids of one job ({@link isSameJob}) have one key; of ids with the same key, two may still
 * be of different servers.
 */
export function jobKey(jobId: string): string {
  if (isStepId(jobId)) {
    return jobId.trim();
  }
  const id = upTo(".", jobId);
  const [, parent, slurm, pbs] = SUB_JOB.exec(id) ?? [];
  const index = slurm ?? pbs;
  return parent === undefined || index === undefined ? id : subJobKey(parent, index);
}

/**
 * The keys of all ids that a job goes by; its own comes first. A sub-job of an array may have an id of its own beside
 * its parent's id and its index, as in Slurm, where `100_3` may be `103`.
 */
export function jobKeys({ jobId, arrayJobId, arrayJobSubId }: JobIds): string[] {
  const keys = jobId === null ? [] : [jobKey(jobId)];
  if (jobId !== null && (isStepId(jobId) || saysIndex(jobId))) {
    return keys;
  }
  if (arrayJobId !== null && arrayJobSubId !== null) {
    keys.push(subJobKey(parentId(arrayJobId), arrayJobSubId.trim()));
  }
  return keys;
}

/**
 * The keys under which a job in a list is found: all but the second of a job that has its parent's id. That may be the
 * parent itself, with an index that means nothing; taken for a sub-job that has ended, it would hide the end.
 */
export function listedJobKeys(job: JobIds): string[] {
  const { jobId, arrayJobId } = job;
  const mayBeParent = jobId !== null && arrayJobId !== null && parentId(jobId) === parentId(arrayJobId);
  return mayBeParent ? [jobKey(jobId)] : jobKeys(job);
}

/**
 * Returns the key that tells an entry of a list from the others; `null` for an entry without an ID. Sub-jobs of an array
 * may all have their parent's ID and differ in their index alone.
 */
export function listEntryKey({ jobId, arrayJobId, arrayJobSubId }: JobIds): string | null {
  if (jobId === null) {
    return null;
  }
  const own = `${jobKey(jobId)}${serverOf(jobId)}`;
  return arrayJobId === null ? own : `${own}#${arrayJobSubId ?? ""}`;
}

/** A sub-job of an array, in the notation of Slurm or PBS. */
const SUB_JOB = /^(\d+)(?:_(\d+)|\[(\d+)\])$/;

/** Whether an id says which sub-job of its array it is, or that it is all of them or several. */
function saysIndex(jobId: string): boolean {
  return /^\d+[_[]/.test(jobId.trim());
}

/** The name of the server that stands behind an id, with its dot; empty where there is none. */
function serverOf(jobId: string): string {
  const id = jobId.trim();
  const dot = id.indexOf(".");
  return dot === -1 ? "" : id.slice(dot);
}

/** Whether a server's name is the beginning of another's, up to a dot. A part between two dots is never empty. */
function isBeginning(name: string, other: string): boolean {
  return other.startsWith(`${name}.`) && !/\.(?:\.|$)/.test(other);
}

function subJobKey(parent: string, index: string): string {
  return `${parent}_${index}`;
}

/** PBS writes an array as `1[].manager`. */
function parentId(jobId: string): string {
  return upTo(/[.[]/, jobId);
}

function upTo(end: string | RegExp, jobId: string): string {
  return jobId.trim().split(end)[0] ?? "";
}
