import type { Log } from "../../base/log";
import { arrayIndices } from "../../notation/array-indices";
import { nodeNames } from "../../notation/node-names";
import { NotationError } from "../../notation/notation-error";
import { classifyState, hasEnded, mayRestart, type Phase, type StateLists } from "../../notation/phase";
import type { Job, JobResources, ResourcesWithGpus } from "./job";
import { speakingJob } from "./whole-array";

/**
 * A job under the names by which users know it, from Terraform and from the command alike: what GetJob tells, the phase,
 * and notations taken apart.
 */
export interface JobDescription {
  job_name: string | null;
  run_as_user: string | null;
  state: string | null;
  phase: Phase;
  finished: boolean;
  succeeded: boolean;
  /** Whether the scheduler may take this end back. */
  may_restart: boolean;
  job_queue: string | null;
  priority: number | null;
  create_time: string | null;
  start_time: string | null;
  last_modify_time: string | null;
  command_line: string | null;
  output_log: string | null;
  error_log: string | null;
  node_list: string | null;
  /** The nodes of `node_list`; `null` if there are none, they cannot be read, or the list was cut off. */
  node_names: string[] | null;
  array_request: string | null;
  /** The indices of `array_request`; `null` if there are none, they cannot be read, or it was cut off. */
  array_indices: number[] | null;
  array_job_id: string | null;
  array_job_sub_id: string | null;
  /** How the tasks of a whole array stand, such as `1 of 4 tasks failed, 3 succeeded; task 36_3: FAILED`; `null` for any other job. */
  array_summary: string | null;
  resources: ResourcesWithGpus | null;
  resources_used: JobResources | null;
  /** May hold secrets: people pass them to jobs this way. */
  variables: Record<string, string> | null;
  extra_info: string | null;
}

/** Describes a job; of a whole array, the task that speaks for it, see `speakingJob`. Logs notations that it cannot read. */
export function describeJob(answered: Job, lists: StateLists, log: Log): JobDescription {
  const job = speakingJob(answered, lists);
  const phase = classifyState(job.state, lists);
  return {
    job_name: job.jobName,
    run_as_user: job.runAsUser,
    state: job.state,
    phase,
    finished: hasEnded(phase),
    succeeded: phase === "succeeded",
    may_restart: mayRestart(job.state, lists),
    job_queue: job.jobQueue,
    priority: job.priority,
    create_time: job.createTime,
    start_time: job.startTime,
    last_modify_time: job.lastModifyTime,
    command_line: job.commandLine,
    output_log: job.outputLog,
    error_log: job.errorLog,
    node_list: job.nodeList,
    node_names: expanded("node_names", job.nodeList, (list) => nodeNames(list, "keep"), log),
    array_request: job.arrayRequest,
    array_indices: expanded("array_indices", job.arrayRequest, arrayIndices, log),
    array_job_id: job.arrayJobId,
    array_job_sub_id: job.arrayJobSubId,
    array_summary: job.array?.summary ?? null,
    resources: job.resources && { ...job.resources },
    resources_used: job.resourcesUsed && { ...job.resourcesUsed },
    variables: job.variables,
    extra_info: job.extraInfo,
  };
}

/** A notation taken apart. One that cannot be read must not hide the rest: the text itself is there too. */
function expanded<T>(name: string, text: string | null, expand: (text: string) => T[], log: Log): T[] | null {
  if (text === null) {
    return null;
  }
  try {
    const elements = expand(text);
    return elements.length === 0 ? null : elements;
  } catch (error) {
    if (!(error instanceof NotationError)) {
      throw error;
    }
    log("warn", `${name} is null: ${error.message}`);
    return null;
  }
}
