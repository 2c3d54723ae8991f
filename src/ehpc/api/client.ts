import type { GetJobRequest, JobAnswer } from "../job/get-job";
import type { KnownArray } from "../job/known-array";
import type { GetJobLogRequest, JobLog } from "../job-log/get-job-log";
import type { JobPage, ListJobsRequest } from "../list/list-jobs";
import type { SubmittedJob } from "../submit/create-job";
import type { JobRequest } from "../submit/job-request";
import type { StopJobsRequest } from "../submit/stop-jobs";
import type { CallOptions } from "./call-operation";

export type { GetJobRequest, JobAnswer } from "../job/get-job";
export type { GetJobLogRequest, JobLog } from "../job-log/get-job-log";
export type { JobPage, ListJobsRequest } from "../list/list-jobs";
export type { SubmittedJob } from "../submit/create-job";
export type { JobRequest } from "../submit/job-request";
export type { StopJobsRequest } from "../submit/stop-jobs";
export type { CallOptions } from "./call-operation";
export type { ClientOptions } from "./client-options";

/** How a job is read. */
export interface GetJobOptions extends CallOptions {
  /** What is known of the job from earlier calls; the call adds to it. @default nothing */
  known?: KnownArray;
}

/**
 * A client of one endpoint with one set of credentials. It may be used by many calls at a time. Every call throws
 * `EhpcError`.
 */
export interface Client {
  /**
   * Reads a job (GetJob). A job that does not exist is kind `job-not-found`, in whichever of its forms the service says
   * so. The ID of an array means all its tasks: they are listed (ListJobs), and where they do not say how the array
   * stands, it is kind `array-undecided`.
   */
  getJob(request: GetJobRequest, options?: GetJobOptions): Promise<JobAnswer>;
  /** Reads one page of a cluster's jobs (ListJobs). */
  listJobs(request: ListJobsRequest, options?: CallOptions): Promise<JobPage>;
  /** Reads parts of a job's logs (GetJobLog). Clusters of some kinds have none to give; what they say is undocumented. */
  getJobLog(request: GetJobLogRequest, options?: CallOptions): Promise<JobLog>;
  /**
   * Submits a job (CreateJob). Each call submits one: the service does not recognise a repetition. It is therefore repeated
   * only while it is certain that the service accepted nothing. An error with `outcomeUnknown` leaves open whether there
   * is a job; `submitJob` finds out.
   */
  createJob(request: JobRequest, options?: CallOptions): Promise<SubmittedJob>;
  /** Stops jobs (StopJobs). The service takes only jobs that are running or queued, and does not wait for their end. */
  stopJobs(request: StopJobsRequest, options?: CallOptions): Promise<void>;
  /** Closes the connections kept open. They do not keep the process alive by themselves. */
  close(): void;
}
