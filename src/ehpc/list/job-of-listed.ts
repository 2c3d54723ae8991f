import type { Job } from "../job/job";
import { timestamp } from "./describe-listed-job";
import type { ListedJob } from "./listed-job";

/**
 * What a list tells of a job, in GetJob's terms; times are in UTC. Left out is what none of many jobs is kept for: its
 * resources, and its variables, which may hold secrets.
 */
export function jobOfListed(listed: ListedJob): Job {
  const { submitTime, startTime, lastModifyTime, comment, rawName, ...same } = listed;
  return {
    ...same,
    commandLine: null,
    createTime: timestamp(submitTime),
    startTime: timestamp(startTime),
    lastModifyTime: timestamp(lastModifyTime),
    resources: null,
    resourcesUsed: null,
    variables: null,
    extraInfo: null,
  };
}
