import type { ListedJob } from "../../../src/ehpc/list/listed-job";

/** A job of a list of which the service tells nothing but what is given. */
export function aListedJob(told: Partial<ListedJob> = {}): ListedJob {
  return {
    jobId: null,
    jobName: null,
    rawName: told.jobName ?? "",
    state: null,
    runAsUser: null,
    jobQueue: null,
    priority: null,
    comment: null,
    outputLog: null,
    errorLog: null,
    nodeList: null,
    arrayRequest: null,
    arrayJobId: null,
    arrayJobSubId: null,
    submitTime: null,
    startTime: null,
    lastModifyTime: null,
    resources: null,
    resourcesUsed: null,
    variables: null,
    ...told,
  };
}
