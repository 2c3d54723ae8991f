import { createHttpSender } from "../http/http";
import { type GetJobRequest, getJobOperation, type JobAnswer } from "../job/get-job";
import { wholeArrays } from "../job/whole-arrays";
import { type GetJobLogRequest, getJobLogOperation, type JobLog } from "../job-log/get-job-log";
import { type JobPage, type ListJobsRequest, listJobsOperation } from "../list/list-jobs";
import { type CallOptions, createOperationCaller } from "./call-operation";
import { type ClientOptions, readClientOptions } from "./client-options";

export type { GetJobRequest, JobAnswer } from "../job/get-job";
export type { GetJobLogRequest, JobLog } from "../job-log/get-job-log";
export type { JobPage, ListJobsRequest } from "../list/list-jobs";
export type { CallOptions } from "./call-operation";
export type { ClientOptions } from "./client-options";

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
  getJob(request: GetJobRequest, options?: CallOptions): Promise<JobAnswer>;
  /** Reads one page of a cluster's jobs (ListJobs). */
  listJobs(request: ListJobsRequest, options?: CallOptions): Promise<JobPage>;
  /** Reads parts of a job's logs (GetJobLog). Clusters of some kinds have none to give; what they say is undocumented. */
  getJobLog(request: GetJobLogRequest, options?: CallOptions): Promise<JobLog>;
  /** Closes the connections kept open. They do not keep the process alive by themselves. */
  close(): void;
}

/** A client. Throws kind `configuration` for an endpoint or a time that cannot be used. */
export function createClient(options: ClientOptions): Client {
  const settings = readClientOptions(options);
  const sender = createHttpSender(settings.environment);
  const call = createOperationCaller(settings, sender);
  const { log } = settings;
  const getJob: Client["getJob"] = async (request, options) => call(getJobOperation(request, log), options);
  const listJobs: Client["listJobs"] = async (request, options) =>
    call(listJobsOperation(request, log), options);
  return {
    getJob: wholeArrays({ getJob, listJobs }, settings),
    listJobs,
    getJobLog: async (request, options) => call(getJobLogOperation(request, log), options),
    close: () => sender.close(),
  };
}
