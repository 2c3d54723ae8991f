import type { Clock } from "../../base/clock";
import type { Log } from "../../base/log";
import type { Client, GetJobOptions } from "../api/client";
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
 * Reads jobs, and arrays as a whole: if the array's own ID was asked for and the answer describes one task, ListJobs
 * gives the rest. One task never stands for the array, and neither does a single job where earlier answers were about an
 * array.
 */
export function wholeArrays(
  { getJob, listJobs }: Pick<Client, "getJob" | "listJobs">,
  { maxRetryMs, clock, random, log }: WholeArraysOptions,
): Client["getJob"] {
  return async ({ clusterId, jobId }: GetJobRequest, options: GetJobOptions = {}): Promise<JobAnswer> => {
    const { known } = options;
    const answer = await getJob({ clusterId, jobId }, options);
    const isOne = isOfArray(jobId, answer.job);
    if (!isOne) {
      known?.meet(answer.job);
    }
    if (!isOne && known?.isArray !== true) {
      return answer;
    }
    const [{ noArrayAnyMore, readArray }, { listAllJobs }] = await Promise.all([
      import("./read-array"),
      import("../list/list-all-jobs"),
    ]);
    if (!isOne) {
      throw noArrayAnyMore(jobId, answer);
    }
    const { signal = new AbortController().signal } = options;
    const paging = { signal, maxRetryMs: options.maxRetryMs ?? maxRetryMs, clock, random, log };
    const list = async (jobName: string | null) => {
      const wanted = { clusterId, status: "all", ...(jobName !== null && { jobName }) } as const;
      const { jobs, repeats } = await listAllJobs({ listJobs }, wanted, paging);
      return [...jobs, ...repeats];
    };
    return readArray(jobId, answer, list, known);
  };
}
