import type { SchedulerName } from "./scenario";

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
  },
  pbs: {
    jobId: (number, isArray) => `${number}${isArray ? "[]" : ""}.manager`,
    accepts: (number, { arrayRequest }) => `${number}${arrayRequest === null ? "" : "[]"}.manager\n`,
    pending: "QUEUED",
    running: "RUNNING",
    succeeded: "FINISHED",
    failed: "FAILED",
    stopped: "FAILED",
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
  },
};
