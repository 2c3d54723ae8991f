import type { Job } from "./job";

/** What the service tells of how a job is called. */
export type JobIds = Pick<Job, "jobId" | "arrayJobId" | "arrayJobSubId">;

/**
 * What an id is compared by, as one job has several spellings. `1` and `1.manager` are one: PBS adds its server's name.
 * `100_3` and `100[3]` are one: Slurm and PBS write the index of a sub-job of an array in their own ways.
 */
export function jobKey(jobId: string): string {
  const id = upTo(".", jobId);
  const [, parent, index] = /^(\d+)[_[](\d+)\]?$/.exec(id) ?? [];
  return parent === undefined || index === undefined ? id : subJobKey(parent, index);
}

/**
 * The keys of all ids that a job goes by; its own comes first. A sub-job of an array may have an id of its own beside
 * its parent's id and its index, as in Slurm, where `100_3` may be `103`.
 */
export function jobKeys({ jobId, arrayJobId, arrayJobSubId }: JobIds): string[] {
  const keys = jobId === null ? [] : [jobKey(jobId)];
  if (arrayJobId !== null && arrayJobSubId !== null)
    keys.push(subJobKey(parentId(arrayJobId), arrayJobSubId.trim()));
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
 * What an entry of a list is told from the others by. Sub-jobs of an array may all have their parent's id, and differ in
 * their index alone. `null` for an entry without an id.
 */
export function listEntryKey({ jobId, arrayJobId, arrayJobSubId }: JobIds): string | null {
  if (jobId === null) return null;
  return arrayJobId === null ? jobKey(jobId) : `${jobKey(jobId)}#${arrayJobSubId ?? ""}`;
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
