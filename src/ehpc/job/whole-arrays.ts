import type { Clock } from "../../base/clock";
import type { Log } from "../../base/log";
import type { CallOptions, Client } from "../api/client";
import { isOfArray } from "./array-ids";
import type { GetJobRequest, JobAnswer } from "./get-job";

export interface WholeArraysOptions {
  /** How long a call for a page of the list is repeated, in milliseconds. */
  maxRetryMs: number;
  clock: Clock;
  random: () => number;
  log: Log;
}

/**
 * Reads jobs, and arrays as a whole: an answer that tells of one task, where the array's own ID was asked for, is made
 * whole from ListJobs. A job of one task's never stands for the array.
 */
export function wholeArrays(
  { getJob, listJobs }: Pick<Client, "getJob" | "listJobs">,
  { maxRetryMs, clock, random, log }: WholeArraysOptions,
): Client["getJob"] {
  return async ({ clusterId, jobId }: GetJobRequest, options: CallOptions = {}): Promise<JobAnswer> => {
    const answer = await getJob({ clusterId, jobId }, options);
    if (!isOfArray(jobId, answer.job)) return answer;
    const [{ readArray }, { listAllJobs }] = await Promise.all([
      import("./read-array"),
      import("../list/list-all-jobs"),
    ]);
    const { signal = new AbortController().signal } = options;
    const paging = { signal, maxRetryMs: options.maxRetryMs ?? maxRetryMs, clock, random, log };
    return readArray(jobId, answer, async (jobName) => {
      const wanted = { clusterId, status: "all", ...(jobName !== null && { jobName }) } as const;
      const { jobs, repeats } = await listAllJobs({ listJobs }, wanted, paging);
      return [...jobs, ...repeats];
    });
  };
}
