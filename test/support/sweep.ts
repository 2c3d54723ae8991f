import { jobsCompletion } from "./configuration";

/** Three runs of a sweep. */
export const RUNS: readonly string[] = ["1.manager", "2.manager", "3.manager"];

/** The address of the wait for a sweep. */
export const SWEEP = "ehpc_jobs_completion.sweep";

/** A resource that is made behind the wait. */
export const BEHIND_SWEEP =
  'resource "terraform_data" "behind" { input = ehpc_jobs_completion.sweep.counts.succeeded }';

/** The argument that says which jobs a wait is for, by their IDs. */
export function jobIds(...ids: readonly string[]): string {
  return `job_ids = ${JSON.stringify(ids)}`;
}

/** The wait for a sweep in Terraform's language. `jobs` says for which: for {@link RUNS} unless given. */
export function sweep(jobs = jobIds(...RUNS), ...more: readonly string[]): string {
  return jobsCompletion("sweep", jobs, ...more);
}
