import { clusterIdProblem } from "../../notation/cluster-id";
import { jobIdProblem } from "../../notation/job-id";
import { DEFAULT_LOOKUP_TIMEOUT, DEFAULT_REQUEUE_GRACE } from "../../notation/wait-time";
import {
  bool,
  computed,
  integer,
  listOf,
  mapOf,
  number,
  object,
  optional,
  refine,
  required,
  string,
} from "../../plugin/schema/attribute";
import { duration, grace, interval } from "../duration-type";
import { nonEmpty, oneOf } from "../text-types";

/** The arguments that identify a job and classify its state. */
export const jobArguments = {
  cluster_id: required(
    refine(string, clusterIdProblem),
    "ID of the cluster that runs the job, such as `ehpc-hz-FYUr32abcd`.",
  ),
  job_id: required(
    refine(string, jobIdProblem),
    "ID of the job in the form that the scheduler uses: `10` or `10_3` (Slurm), `1.manager` or `1[3].manager` (PBS). The ID of an array, `36` or `1[].manager`, means all its tasks: `phase` is `running` or `pending` until all tasks end, and then `failed` if a task failed. ListJobs provides the tasks; if some are not listed, or their number is not known, the read fails and the error says how to read a single task. Text that is not a job ID, such as `123;cluster` or `36_[1-3]`, is refused.",
  ),
  success_states: optional(
    listOf(nonEmpty),
    "Further states that count as succeeded. Case does not matter. They take precedence over the built-in classification.",
  ),
  failure_states: optional(
    listOf(nonEmpty),
    "Further states that count as failed. Case does not matter. They take precedence over the built-in classification.",
  ),
};

/** The arguments that control a wait. */
export const waitingArguments = {
  interval: optional(
    interval,
    "Time between two reads of the job, at least `100ms`. Keep it shorter than the time for which the scheduler remembers an ended job (Slurm: `MinJobAge`, 5 minutes by default): a job that ends and is forgotten between two reads is not found, which is an error. Default: grows with the age of the job, from 2 to 30 seconds.",
  ),
  requeue_grace: optional(
    grace,
    `Time that the job must stay in a state from which the scheduler may requeue it, before that state counts as its end (see \`may_restart\`). If the job goes back to pending or running in that time, the wait continues. With \`0s\`, such a state ends the wait at once. A state in \`failure_states\` or \`success_states\` always ends it at once. Default: \`${DEFAULT_REQUEUE_GRACE}\`.`,
  ),
};

/** The results of a read of a job. The service's fields: GetJob, API version 2024-07-30. */
export const jobResults = {
  id: computed(string, "`<cluster_id>:<job_id>`."),
  found: computed(bool, "Whether the service knows the job. Always true unless `allow_missing` is set."),
  request_id: computed(
    string,
    "ID that the service gave the request, for support tickets. Changes on every read.",
  ),
  job_name: computed(string, "Name of the job."),
  run_as_user: computed(string, "User on the cluster that the job belongs to."),
  state: computed(string, "State of the job as the service returns it, such as `Running` or `FINISHED`."),
  phase: computed(
    string,
    "Phase of the job, the same for all schedulers: `pending`, `running`, `succeeded`, `failed` or `unknown`. It is `unknown` for a state that cannot be classified and for a missing job.",
  ),
  finished: computed(bool, "Whether the job has ended: `phase` is `succeeded` or `failed`."),
  succeeded: computed(bool, "Whether the job has succeeded: `phase` is `succeeded`."),
  may_restart: computed(
    bool,
    "Whether the scheduler may still requeue the job: Slurm requeues a job under the same ID after its node fails (`NODE_FAIL`, `BOOT_FAIL`) or another job preempts it (`PREEMPTED`). Until then `phase` is `failed` and `finished` is true, so check this attribute with them. Always false for a state in `success_states` or `failure_states`. In a recorded outcome, true means that the job stayed in such a state for `requeue_grace`.",
  ),
  job_queue: computed(string, "Queue (Slurm: partition) of the job."),
  priority: computed(number, "Priority of the job."),
  create_time: computed(
    string,
    "Time of submission as the service returns it, such as `2024-08-16T10:52:48`, without a time zone.",
  ),
  start_time: computed(string, "Time at which the job started, in the form of `create_time`."),
  last_modify_time: computed(string, "Time of the last change, in the form of `create_time`."),
  command_line: computed(string, "Command that runs the job."),
  output_log: computed(string, "Path of the job's standard output on the cluster."),
  error_log: computed(string, "Path of the job's standard error on the cluster."),
  node_list: computed(
    string,
    "Compute nodes of the job as the scheduler writes them, such as `compute[002,005-007]`.",
  ),
  node_names: computed(
    listOf(string),
    "Compute nodes in `node_list`, one by one. Null if there are none, if the list cannot be read, or if it is truncated.",
  ),
  array_request: computed(
    string,
    "Indices of an array job as `first-last:step`, such as `2-7:2`. Null for a job that is not an array.",
  ),
  array_indices: computed(
    listOf(integer),
    "Indices in `array_request`, one by one, such as 2, 4, 6. Null if there are none, if the request cannot be read, or if it is truncated.",
  ),
  array_job_id: computed(string, "ID of the array that the task belongs to. Null for any other job."),
  array_job_sub_id: computed(string, "Index of the task in its array. Null for any other job."),
  array_summary: computed(
    string,
    "Summary of the tasks if `job_id` is the ID of an array, such as `1 of 4 tasks failed, 3 succeeded; task 36_3: FAILED`. All other results come from one task: a running or pending task if there is one, otherwise a task in an unknown state, otherwise a failed task, otherwise the first task. Null for any other job.",
  ),
  resources: computed(
    object({
      nodes: computed(number, "Number of compute nodes."),
      cores: computed(number, "Number of vCPUs on each node."),
      memory: computed(string, "Memory on each node, as the scheduler writes it, such as `1gb`."),
      gpus: computed(number, "Number of GPUs on each node."),
    }),
    "Resources that the job requests. Null for a job that reports none: a part of it, such as `<job>.resources.cores`, is then an error, and `try(<job>.resources.cores, null)` is null.",
  ),
  resources_used: computed(
    object({
      nodes: computed(number, "Number of compute nodes."),
      cores: computed(number, "Number of vCPUs on each node."),
      memory: computed(string, "Memory on each node, as the scheduler writes it, such as `512mb`."),
    }),
    "Resources that the job has used. The service does not report GPUs here. Null for a job that reports none; take parts of it with `try`, as of `resources`.",
  ),
  variables: computed(
    mapOf(string),
    "Environment variables of the job. Sensitive, because they often contain passwords and tokens.",
    { sensitive: true },
  ),
  extra_info: computed(
    string,
    "Additional information from the scheduler, as JSON. Its keys are not documented.",
  ),
};

/** The arguments and results of `data.ehpc_job`. */
export const jobAttributes = {
  ...jobArguments,
  allow_missing: optional(
    bool,
    "Whether to return a result with `found` set to false, instead of an error, if the job does not exist or the scheduler has forgotten it. Default: `false`.",
  ),
  wait: optional(
    object({
      until: required(
        oneOf("started", "finished", "succeeded"),
        "What to wait for: `started` (the job runs or has ended), `finished` (the job has ended, whether it succeeded or failed) or `succeeded` (an error as soon as the job fails).",
      ),
      timeout: optional(
        duration,
        `Maximum time to wait, such as \`90s\` or \`2h45m\`. Default: \`${DEFAULT_LOOKUP_TIMEOUT}\`.`,
      ),
      ...waitingArguments,
    }),
    "Waits until the job reaches `until`. Without it, the job is read as it is. Terraform reads a lookup during `plan`, so this wait blocks the plan; `ehpc_job_completion` waits during `apply`.",
  ),
  ...jobResults,
};
