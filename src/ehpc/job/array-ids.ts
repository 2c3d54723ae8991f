import type { JobIds } from "./job-key";

/**
 * The ID under which a job is read as a whole: of a task of an array the array's own, `36` of `36_3` and `1[].manager` of
 * `1[3].manager`; of any other job its own. `null` for a job without an ID.
 */
export function wholeJobId({ jobId, arrayJobId }: JobIds): string | null {
  if (jobId === null) return null;
  const id = jobId.trim();
  const [, slurm] = /^(\d+)_/.exec(id) ?? [];
  if (slurm !== undefined) return slurm;
  const [, pbs, server] = /^(\d+)\[[^\]]*\](.*)$/.exec(id) ?? [];
  if (pbs !== undefined) return `${pbs}[]${server}`;
  const parent = parentOf({ jobId, arrayJobId });
  // The task that begins last keeps the array's own ID.
  return parent === null || parent === numberOf(id) ? id : (arrayJobId ?? "").trim();
}

/** What the array is called that a job is a task of, without the brackets and the server of PBS. */
export function parentOf({ jobId, arrayJobId }: Pick<JobIds, "jobId" | "arrayJobId">): string | null {
  if (arrayJobId === null) return null;
  const parent = numberOf(arrayJobId);
  // Slurm has 0 here for what is no array, and no job of that number.
  return parent === "0" && jobId !== null && numberOf(jobId) !== "0" ? null : parent;
}

/** An ID up to what says which task it is, or which server it is of. */
export function numberOf(jobId: string): string {
  return jobId.trim().split(/[._[]/)[0] ?? "";
}
