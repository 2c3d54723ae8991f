import { arrayIndices } from "../ehpc/array-indices";
import type { Job } from "../ehpc/job";
import { nodeNames } from "../ehpc/node-names";
import { NotationError } from "../ehpc/notation-error";
import { classifyState, hasEnded, type StateLists } from "../ehpc/phase";
import type { Logger } from "../plugin/log";
import type { ResultsOf } from "../plugin/schema/attribute";
import type { jobAttributes } from "./job-schema";

type JobResults = ResultsOf<typeof jobAttributes>;

/** The results that a job has, apart from the identity of the lookup itself. */
export type DescribedJob = Omit<JobResults, "id" | "found" | "request_id">;

/** Describes a job in the terms of `data.ehpc_job`. */
export function describeJob(job: Job, lists: StateLists, logger: Logger): DescribedJob {
  const phase = classifyState(job.state, lists);
  return {
    job_name: job.jobName,
    run_as_user: job.runAsUser,
    state: job.state,
    phase,
    finished: hasEnded(phase),
    succeeded: phase === "succeeded",
    job_queue: job.jobQueue,
    priority: job.priority,
    create_time: job.createTime,
    start_time: job.startTime,
    last_modify_time: job.lastModifyTime,
    command_line: job.commandLine,
    output_log: job.outputLog,
    error_log: job.errorLog,
    node_list: job.nodeList,
    node_names: expanded("node_names", job.nodeList, nodeNames, logger),
    array_request: job.arrayRequest,
    array_indices: expanded("array_indices", job.arrayRequest, arrayIndices, logger),
    array_job_id: job.arrayJobId,
    array_job_sub_id: job.arrayJobSubId,
    resources: job.resources && { ...job.resources },
    resources_used: job.resourcesUsed && { ...job.resourcesUsed },
    variables: job.variables,
    extra_info: job.extraInfo,
  };
}

/** The results of a job that does not exist: nothing is known of it, and it has not ended. */
export const MISSING_JOB: DescribedJob = {
  job_name: null,
  run_as_user: null,
  state: null,
  phase: "unknown",
  finished: false,
  succeeded: false,
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
  resources: null,
  resources_used: null,
  variables: null,
  extra_info: null,
};

/** A notation taken apart. One that cannot be read must not fail the lookup: the text itself is a result too. */
function expanded<T>(
  name: string,
  text: string | null,
  expand: (text: string) => T[],
  logger: Logger,
): T[] | null {
  if (text === null) return null;
  try {
    const elements = expand(text);
    return elements.length === 0 ? null : elements;
  } catch (error) {
    if (!(error instanceof NotationError)) throw error;
    logger.warn(`${name} is null: ${error.message}`);
    return null;
  }
}
