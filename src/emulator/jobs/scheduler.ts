import type { SchedulerName } from "../scenario/scenario";

/** How a scheduler speaks. */
export interface Scheduler {
  /** The ID of a job, or of an array. */
  jobId(number: number, isArray: boolean): string;
  /** Its words when it has accepted a job, as CreateJob returns them. */
  accepts(number: number, job: { readonly jobName: string; readonly arrayRequest: string | null }): string;
  readonly pending: string;
  readonly running: string;
  readonly succeeded: string;
  readonly failed: string;
  readonly stopped: string;
  /** The state of a job whose time is up. */
  readonly timedOut: string;
  /** Environment variables in which a job finds its ID, and a task of an array its index. */
  readonly variables: { readonly job: string; readonly index: string };
}

/** The states are E-HPC's documented ones; what it calls a stopped job is documented nowhere. */
export const SCHEDULERS: Readonly<Record<SchedulerName, Scheduler>> = {
  slurm: {
    jobId: String,
    // With the backslash, as in the sample of the API page.
    accepts: (number) => `Submitted batch job ${number}\\n`,
    pending: "Pending",
    running: "Running",
    succeeded: "Completed",
    failed: "Failed",
    stopped: "CANCELLED",
    timedOut: "TIMEOUT",
    variables: { job: "SLURM_JOB_ID", index: "SLURM_ARRAY_TASK_ID" },
  },
  pbs: {
    jobId: (number, isArray) => `${number}${isArray ? "[]" : ""}.manager`,
    accepts: (number, { arrayRequest }) => `${number}${arrayRequest === null ? "" : "[]"}.manager\n`,
    pending: "QUEUED",
    running: "RUNNING",
    succeeded: "FINISHED",
    failed: "FAILED",
    stopped: "FAILED",
    timedOut: "FAILED",
    variables: { job: "PBS_JOBID", index: "PBS_ARRAY_INDEX" },
  },
  "grid-engine": {
    jobId: String,
    accepts: (number, { jobName, arrayRequest }) =>
      arrayRequest === null
        ? `Your job ${number} ("${jobName}") has been submitted\n`
        : `Your job-array ${number}.${arrayRequest.includes(":") ? arrayRequest : `${arrayRequest}:1`} ("${jobName}") has been submitted\n`,
    pending: "QUEUED",
    running: "RUNNING",
    succeeded: "FINISHED",
    failed: "FAILED",
    stopped: "FAILED",
    timedOut: "FAILED",
    variables: { job: "JOB_ID", index: "SGE_TASK_ID" },
  },
};
