import { createHttpSender } from "../http/http";
import { getJobOperation } from "../job/get-job";
import { wholeArrays } from "../job/whole-arrays";
import { getJobLogOperation } from "../job-log/get-job-log";
import { listJobsOperation } from "../list/list-jobs";
import { createJobOperation } from "../submit/create-job";
import { stopJobsOperation } from "../submit/stop-jobs";
import { createOperationCaller } from "./call-operation";
import type { Client } from "./client";
import { type ClientOptions, readClientOptions } from "./client-options";

/** A client. Throws kind `configuration` for an endpoint or a time that cannot be used. */
export function createClient(options: ClientOptions): Client {
  const settings = readClientOptions(options);
  const sender = createHttpSender(settings.environment, settings.log);
  const call = createOperationCaller(settings, sender);
  const { log } = settings;
  const getJob: Client["getJob"] = async (request, options) => call(getJobOperation(request, log), options);
  const listJobs: Client["listJobs"] = async (request, options) =>
    call(listJobsOperation(request, log), options);
  return {
    getJob: wholeArrays({ getJob, listJobs }, settings),
    listJobs,
    getJobLog: async (request, options) => call(getJobLogOperation(request, log), options),
    createJob: async (request, options) => call(createJobOperation(request), options),
    stopJobs: async (request, options) => call(stopJobsOperation(request), options),
    close: () => sender.close(),
  };
}
