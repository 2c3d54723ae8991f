/** Whether a job has ended for good: the scheduler cannot take this end back. */
export function hasOutcome(job: {
  readonly finished?: boolean | null;
  readonly may_restart?: boolean | null;
}): boolean {
  return job.finished === true && job.may_restart !== true;
}
