import { DEFAULT_REQUIREMENT, parseRequirement } from "../../notation/requirement";
import { DEFAULT_REQUEUE_GRACE, DEFAULT_WAIT_TIMEOUT } from "../../notation/wait-time";
import {
  bool,
  computed,
  integer,
  listOf,
  mapOf,
  object,
  optional,
  refine,
  required,
  string,
} from "../../plugin/schema/attribute";
import { duration, grace, interval } from "../duration-type";
import { jobArguments } from "../job/job-schema";
import { jobsAttributes } from "../jobs/jobs-schema";
import { oneOf, readableBy } from "../text-types";

const requirement = readableBy(parseRequirement);

const replace = { requiresReplace: true };
// A recorded outcome does not change, so a plan that changes only the wait still shows it.
const stable = { stable: true };

const TIME =
  "in UTC, such as `2024-08-20T02:54:46Z`. Of a job that only GetJob returned, it has no time zone";

/** The arguments that control the wait, and the results, of `ehpc_jobs_completion`. */
export const jobsCompletionAttributes = {
  cluster_id: required(
    jobArguments.cluster_id.type,
    "ID of the cluster that runs the jobs, such as `ehpc-hz-FYUr32abcd`.",
    replace,
  ),
  job_ids: optional(
    refine(listOf(jobArguments.job_id.type), (ids) =>
      ids.length === 0 ? "must have at least one job ID." : undefined,
    ),
    "IDs of the jobs, in the form of `job_id` of `ehpc_job`. Each job counts once. Exactly one of `job_ids`, `array_job_id`, and `job_name` or `name_regex` says which jobs to wait for.",
    replace,
  ),
  array_job_id: optional(
    jobArguments.job_id.type,
    "ID of an array, `36` or `1[].manager`: the wait is for each of its tasks, also for tasks that do not exist yet. The indices that the array requests say which they are.",
    replace,
  ),
  job_name: optional(
    jobsAttributes.job_name.type,
    "Waits for the jobs with a similar name (the service's own fuzzy match) that were submitted at `created_after` or later. The set of jobs is fixed when the wait begins; an empty set is an error.",
    replace,
  ),
  name_regex: optional(
    jobsAttributes.name_regex.type,
    "Waits for the jobs whose name matches this regular expression, as in `ehpc_jobs`. Together with `job_name`, both must match. Needs `created_after`.",
    replace,
  ),
  created_after: optional(
    jobsAttributes.created_after.type,
    "With `job_name` or `name_regex`: only jobs submitted at this time or later, such as `2024-08-20T02:54:46Z` (RFC 3339).",
    replace,
  ),
  success_states: optional(
    jobArguments.success_states.type,
    jobArguments.success_states.description,
    replace,
  ),
  failure_states: optional(
    jobArguments.failure_states.type,
    jobArguments.failure_states.description,
    replace,
  ),
  until: optional(
    oneOf("finished", "succeeded"),
    "Outcome of a job that counts towards `require`: `succeeded` or `finished` (the job ends, whether it succeeds or fails). Default: `succeeded`.",
  ),
  require: optional(
    requirement,
    `How many of the jobs have to reach \`until\`: \`all\`, \`any\` (one), a number such as \`80\`, or a share such as \`80%\`, rounded up. The wait ends as soon as so many have. Default: \`${DEFAULT_REQUIREMENT}\`.`,
  ),
  fail_fast: optional(
    bool,
    "Whether the apply fails as soon as too many jobs have failed to meet `require`. With `false` it waits until all jobs end, and then reports all failures. Default: `true`.",
  ),
  timeout: optional(
    duration,
    `Maximum time to wait, such as \`90s\` or \`2h45m\`. Default: \`${DEFAULT_WAIT_TIMEOUT}\`.`,
  ),
  interval: optional(
    interval,
    "Time between two looks at the jobs, at least `100ms`. One look reads a list of the cluster's jobs, 50 to a request. Keep it shorter than the time for which the scheduler remembers an ended job (Slurm: `MinJobAge`, 5 minutes by default). Default: grows with the age of the jobs, from 2 to 30 seconds.",
  ),
  requeue_grace: optional(
    grace,
    `Time that a job must stay in a state from which the scheduler may requeue it, such as \`PREEMPTED\`, before that state counts as its end. With \`0s\`, such a state counts at once. Default: \`${DEFAULT_REQUEUE_GRACE}\`.`,
  ),
  triggers: optional(
    mapOf(string),
    "Values that make Terraform wait for the jobs again when they change.",
    replace,
  ),
  id: computed(string, "`<cluster_id>:` and a digest of the job IDs.", stable),
  jobs: computed(
    mapOf(
      object({
        job_name: computed(string, "Name of the job."),
        state: computed(string, "State of the job as the service returns it."),
        phase: computed(
          string,
          "Phase of the job: `pending`, `running`, `succeeded`, `failed` or `unknown`. A job that the scheduler does not know is `unknown`.",
        ),
        job_queue: computed(string, "Queue (Slurm: partition) of the job."),
        node_list: computed(string, "Compute nodes of the job as the scheduler writes them."),
        output_log: computed(string, "Path of the job's standard output on the cluster."),
        error_log: computed(string, "Path of the job's standard error on the cluster."),
        create_time: computed(string, `Time of submission, ${TIME}.`),
        start_time: computed(string, "Time at which the job started, in the form of `create_time`."),
        last_modify_time: computed(string, "Time of the last change, in the form of `create_time`."),
      }),
    ),
    "The jobs by their IDs, as the wait saw them last. They have what a list returns; `ehpc_job` has more. With a `require` other than `all`, some may not have ended.",
    stable,
  ),
  counts: computed(
    object({
      pending: computed(integer, "Number of jobs that are pending."),
      running: computed(integer, "Number of jobs that run."),
      succeeded: computed(integer, "Number of jobs that have succeeded."),
      failed: computed(integer, "Number of jobs that have failed."),
      unknown: computed(integer, "Number of jobs in an unknown state, or that the scheduler does not know."),
    }),
    "How many jobs are in which phase.",
    stable,
  ),
  finished: computed(bool, "Whether all jobs have ended.", stable),
  succeeded: computed(bool, "Whether all jobs have succeeded.", stable),
  failed_job_ids: computed(listOf(string), "IDs of the jobs that have failed.", stable),
};
