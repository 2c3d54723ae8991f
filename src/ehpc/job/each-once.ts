import { isSameJob, jobKey } from "./job-key";

/**
 * Each job once, in the order given. A bare ID, `1`, is the same job as `1.manager`; but it names neither of `1.manager`
 * and `1.other` for sure, so the IDs that say more are the ones that stay.
 */
export function eachOnce(jobIds: readonly string[]): string[] {
  const kept = new Map<string, string[]>();
  for (const jobId of [...jobIds].sort((a, b) => b.length - a.length)) {
    const alike = kept.get(jobKey(jobId)) ?? [];
    if (!alike.some((other) => isSameJob(other, jobId))) {
      kept.set(jobKey(jobId), [...alike, jobId]);
    }
  }
  const each = new Set([...kept.values()].flat());
  return [...new Set(jobIds)].filter((jobId) => each.has(jobId));
}
