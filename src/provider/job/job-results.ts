import { describeJob as describe } from "../../ehpc/job/describe-job";
import type { Job } from "../../ehpc/job/job";
import type { StateLists } from "../../notation/phase";
import type { Logger } from "../../plugin/author/log";
import type { ResultsOf } from "../../plugin/schema/attribute";
import { clientLog } from "../client-log";
import type { jobAttributes } from "./job-schema";

type JobResults = ResultsOf<typeof jobAttributes>;

/** The results of a job, without the identity of the lookup. */
export type DescribedJob = Omit<JobResults, "id" | "found" | "request_id">;

/** Describes a job with the attributes of `data.ehpc_job`. */
export function describeJob(job: Job, lists: StateLists, logger: Logger): DescribedJob {
  return describe(job, lists, clientLog(logger));
}

/** The results for a missing job: nothing is known, and it has not ended. */
export const MISSING_JOB: DescribedJob = {
  job_name: null,
  run_as_user: null,
  state: null,
  phase: "unknown",
  finished: false,
  succeeded: false,
  may_restart: false,
  job_queue: null,
  priority: null,
  create_time: null,
  start_time: null,
  last_modify_time: null,
  command_line: null,
  output_log: null,
  error_log: null,
  node_list: null,
  node_names: null,
  array_request: null,
  array_indices: null,
  array_job_id: null,
  array_job_sub_id: null,
  array_summary: null,
  resources: null,
  resources_used: null,
  variables: null,
  extra_info: null,
};
