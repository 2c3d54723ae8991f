import { clusterIdProblem } from "../../notation/cluster-id";
import { jobIdProblem } from "../../notation/job-id";
import { DEFAULT_REQUEUE_GRACE } from "../../notation/wait-time";
import { computed, optional, required } from "../../plugin/schema/attribute";
import {
  bool,
  integer,
  listOf,
  mapOf,
  number,
  object,
  refine,
  string,
} from "../../plugin/schema/attribute-type";
import { duration, grace, interval } from "../duration-type";
import { nonEmpty, oneOf } from "../text-types";

/** The arguments that say which job is meant, and how its state is read. */
export const jobArguments = {
  cluster_id: required(
    refine(string, clusterIdProblem),
    "ID of the cluster that runs the job, such as `ehpc-hz-FYUr32abcd`.",
  ),
  job_id: required(
    refine(string, jobIdProblem),
    "ID of the job as the scheduler gives it: `10` or `10_3` (Slurm), `1.manager` or `1[3].manager` (PBS). The ID of an array, `36` or `1[].manager`, means all its tasks: `phase` is `running` or `pending` until all have ended, and then `failed` if one has failed. They are counted by ListJobs; where some are not listed or it is not told how many there are, the read fails and says how to name one task. What is no ID, such as `123;cluster` or `36_[1-3]`, is refused.",
  ),
  success_states: optional(
    listOf(nonEmpty),
    "States that count as succeeded in addition to the well-known ones, compared without regard to case. They win over the built-in classification.",
  ),
  failure_states: optional(
    listOf(nonEmpty),
    "States that count as failed in addition to the well-known ones, compared without regard to case. They win over the built-in classification.",
  ),
};

/** The arguments of a wait that say how it goes about it. */
export const waitingArguments = {
  interval: optional(
    interval,
    "Time between two looks at the job, from `100ms` on. Keep it shorter than the scheduler remembers a job that has ended (Slurm: `MinJobAge`, 5 minutes unless set): a job that ends and is forgotten between two looks is not found any more, which is an error. Default: grows with the age of the job, from 2 to 30 seconds.",
  ),
  requeue_grace: optional(
    grace,
    `How long the job has to stay in a state that the scheduler may take back, before that is its end (see \`may_restart\`). A job that goes back to pending or running in that time is waited for as before. \`0s\` takes such a state for the end at once; a state named in \`failure_states\` or \`success_states\` is an end at once, too. Default: \`${DEFAULT_REQUEUE_GRACE}\`.`,
  ),
};

/** What is known of a job once it was read. The service's fields: GetJob, API version 2024-07-30. */
export const jobResults = {
  id: computed(string, "`<cluster_id>:<job_id>`."),
  found: computed(bool, "Whether the service knows the job. Always true unless `allow_missing` is set."),
  request_id: computed(
    string,
    "The service's ID of the request, for a support ticket. Another one at every read.",
  ),
  job_name: computed(string, "Name of the job."),
  run_as_user: computed(string, "The cluster-side user that the job belongs to."),
  state: computed(string, "State of the job in the service's own words, such as `Running` or `FINISHED`."),
  phase: computed(
    string,
    "State of the job in one vocabulary: `pending`, `running`, `succeeded`, `failed` or `unknown`. A state that is not known to say how the job stands is `unknown`, and so is a missing job.",
  ),
  finished: computed(bool, "Whether the job has ended, well or badly: `phase` is `succeeded` or `failed`."),
  succeeded: computed(bool, "Whether the job has ended well: `phase` is `succeeded`."),
  may_restart: computed(
    bool,
    "Whether the scheduler may take this end back: Slurm puts a job back into the queue, under the same ID, after its node failed (`NODE_FAIL`, `BOOT_FAIL`) or another job took its place (`PREEMPTED`). `phase` is `failed` and `finished` is true in the meantime, so read it beside them. Always false in a state that `success_states` or `failure_states` names. In an outcome that a wait has recorded it says that the job stayed in such a state for `requeue_grace`.",
  ),
  job_queue: computed(string, "Queue (Slurm: partition) of the job."),
  priority: computed(number, "Priority of the job."),
  create_time: computed(
    string,
    "When the job was submitted, as the service writes it: `2024-08-16T10:52:48`. The service gives no time zone.",
  ),
  start_time: computed(string, "When the job was started, in the form of `create_time`."),
  last_modify_time: computed(string, "When the job last changed, in the form of `create_time`."),
  command_line: computed(string, "Command that runs the job."),
  output_log: computed(string, "Path of the job's standard output on the cluster."),
  error_log: computed(string, "Path of the job's standard error on the cluster."),
  node_list: computed(
    string,
    "Compute nodes of the job as the scheduler writes them, such as `compute[002,005-007]`.",
  ),
  node_names: computed(
    listOf(string),
    "The compute nodes of `node_list` one by one. Null where there are none, they cannot be told apart, or the list was cut off.",
  ),
  array_request: computed(
    string,
    "Indices of an array job as `first-last:step`, such as `2-7:2`. Null for a job that is not an array.",
  ),
  array_indices: computed(
    listOf(integer),
    "The indices of `array_request` one by one, such as 2, 4, 6. Null where there are none, they cannot be told apart, or the request was cut off.",
  ),
  array_job_id: computed(string, "ID of the parent of a sub-job of an array. Null for other jobs."),
  array_job_sub_id: computed(string, "Index of a sub-job in its array. Null for other jobs."),
  array_summary: computed(
    string,
    "How the tasks of an array stand, where `job_id` is the array's own ID, such as `1 of 4 tasks failed, 3 succeeded; task 36_3: FAILED`. All other results are of the task that decides: one that runs or is pending, or else whose state is not known, or else that has failed, or else the first. Null for any other job.",
  ),
  resources: computed(
    object({
      nodes: computed(number, "Number of compute nodes."),
      cores: computed(number, "Number of vCPUs on each node."),
      memory: computed(string, "Memory on each node, as the scheduler writes it, such as `1gb`."),
      gpus: computed(number, "Number of GPUs on each node."),
    }),
    "What the job asked for.",
  ),
  resources_used: computed(
    object({
      nodes: computed(number, "Number of compute nodes."),
      cores: computed(number, "Number of vCPUs on each node."),
      memory: computed(string, "Memory on each node, as the scheduler writes it, such as `512mb`."),
    }),
    "What the job has used. The service does not tell GPUs here.",
  ),
  variables: computed(
    mapOf(string),
    "Environment variables of the job. Sensitive: people pass passwords and tokens to jobs this way.",
    { sensitive: true },
  ),
  extra_info: computed(
    string,
    "Additional information of the scheduler, as JSON text. Its keys are not documented.",
  ),
};

/** The arguments and results of `data.ehpc_job`. */
export const jobAttributes = {
  ...jobArguments,
  allow_missing: optional(
    bool,
    "Whether a job that does not exist, or that the scheduler has forgotten, is a result (`found` is false) instead of an error. Default: `false`.",
  ),
  wait: optional(
    object({
      until: required(
        oneOf("started", "finished", "succeeded"),
        "What to wait for: `started` (the job runs or has ended), `finished` (it has ended, well or badly) or `succeeded`, which is an error as soon as the job has failed.",
      ),
      timeout: optional(duration, "Longest time to wait, such as `90s` or `2h45m`. Default: `30m`."),
      ...waitingArguments,
    }),
    "Waits for the job to come so far, instead of reading it as it is. Off by default. A lookup is read during `plan`, so waiting here blocks the plan; `ehpc_job_completion` waits during `apply`.",
  ),
  ...jobResults,
};
