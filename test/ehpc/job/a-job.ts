import type { Job } from "../../../src/ehpc/job/job";

/** A job of which the service tells nothing but what is given. */
export function aJob(told: Partial<Job> = {}): Job {
  return {
    jobId: null,
    jobName: null,
    state: null,
    runAsUser: null,
    jobQueue: null,
    priority: null,
    commandLine: null,
    createTime: null,
    startTime: null,
    lastModifyTime: null,
    outputLog: null,
    errorLog: null,
    nodeList: null,
    arrayRequest: null,
    arrayJobId: null,
    arrayJobSubId: null,
    resources: null,
    resourcesUsed: null,
    variables: null,
    extraInfo: null,
    ...told,
  };
}
