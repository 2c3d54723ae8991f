import type { Log } from "../../base/log";
import type { StateLists } from "../../notation/phase";
import { wholeJobId } from "../job/array-ids";
import { describeJob, type JobDescription } from "../job/describe-job";
import type { ResourcesWithGpus } from "../job/job";
import type { ListedJob } from "./listed-job";

/**
 * A job of a list under the same names as one that was read by itself, as far as ListJobs describes it. ListJobs gives times
 * in Unix seconds, so they have a zone here: `2024-08-20T02:54:46Z` (RFC 3339, UTC).
 */
export interface ListedJobDescription
  extends Omit<JobDescription, "command_line" | "extra_info" | "resources_used" | "array_summary"> {
  job_id: string | null;
  /** The ID under which the whole job is read, see `wholeJobId`. */
  whole_job_id: string | null;
  resources_used: ResourcesWithGpus | null;
  /** The comment of whoever submitted the job. GetJob lacks it. */
  comment: string | null;
}

/** Describes a job of a list. Logs notations that it cannot read. */
export function describeListedJob(job: ListedJob, lists: StateLists, log: Log): ListedJobDescription {
  const { submitTime, startTime, lastModifyTime, rawName, ...same } = job;
  const shared = {
    ...same,
    createTime: timestamp(submitTime),
    startTime: timestamp(startTime),
    lastModifyTime: timestamp(lastModifyTime),
    commandLine: null,
    extraInfo: null,
  };
  const { command_line, extra_info, array_summary, ...described } = describeJob(shared, lists, log);
  return {
    job_id: job.jobId,
    whole_job_id: wholeJobId(job),
    ...described,
    resources_used: job.resourcesUsed && { ...job.resourcesUsed },
    comment: job.comment,
  };
}

/** The latest second that RFC 3339 can write. */
const END_OF_9999 = 253_402_300_799;

/** Unix seconds as text, such as `2024-08-20T02:54:46Z`; `null` for none, and for a time that cannot be written so. */
export function timestamp(seconds: number | null): string | null {
  if (seconds === null || seconds > END_OF_9999) {
    return null;
  }
  return new Date(Math.floor(seconds) * 1_000).toISOString().replace(".000Z", "Z");
}
