import type { Job } from "./job";

/**
 * What is kept of each of many jobs. Times are as whoever told them writes them: GetJob without a time zone, such as
 * `2024-08-16T10:52:48`, a list in UTC, such as `2024-08-16T02:52:48Z`.
 */
export type JobRecord = Readonly<
  Pick<
    Job,
    | "jobName"
    | "runAsUser"
    | "state"
    | "jobQueue"
    | "nodeList"
    | "outputLog"
    | "errorLog"
    | "createTime"
    | "startTime"
    | "lastModifyTime"
  >
>;

/** What is kept of a job. */
export function recordOf(job: Job): JobRecord {
  const { jobName, runAsUser, state, jobQueue, nodeList, outputLog, errorLog } = job;
  const { createTime, startTime, lastModifyTime } = job;
  return {
    jobName,
    runAsUser,
    state,
    jobQueue,
    nodeList,
    outputLog,
    errorLog,
    createTime,
    startTime,
    lastModifyTime,
  };
}
