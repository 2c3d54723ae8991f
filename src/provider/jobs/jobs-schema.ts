import { requirePattern } from "../../ehpc/list/name-pattern";
import { parseTimestamp } from "../../notation/parse-timestamp";
import {
  type Attribute,
  type AttributeType,
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
import { jobArguments, jobResults } from "../job/job-schema";
import { nonEmpty, oneOf, readableBy } from "../text-types";

const timestamp = readableBy(parseTimestamp);
const pattern = refine(readableBy(requirePattern), (text) =>
  text === "" ? "must not be empty." : undefined,
);
const atLeastOne = refine(integer, (count) => (count >= 1 ? undefined : "must be at least 1."));

const {
  id,
  found,
  request_id,
  command_line,
  extra_info,
  resources_used,
  array_summary,
  variables,
  ...listed
} = jobResults;

const TIME = "such as `2024-08-20T02:54:46Z` (RFC 3339, UTC)";

/** The results for each job of a list. The service's fields: ListJobs, API version 2024-07-30. */
const listedJob = {
  id,
  job_id: computed(string, "ID of the job, for use as `job_id` of `ehpc_job`."),
  whole_job_id: computed(
    string,
    "ID of the whole job, for use as `job_id` of `ehpc_job`: the ID of the array for a task, such as `36` for `36_3`, and `job_id` for any other job.",
  ),
  ...listed,
  create_time: computed(
    string,
    `Time of submission, ${TIME}. Unlike GetJob, ListJobs returns Unix seconds, so the time zone is known.`,
  ),
  start_time: computed(string, "Time at which the job started, in the form of `create_time`."),
  last_modify_time: computed(string, "Time of the last change, in the form of `create_time`."),
  resources_used: computed(
    object({
      nodes: computed(number, "Number of compute nodes."),
      cores: computed(number, "Number of vCPUs on each node."),
      memory: computed(string, "Memory on each node, as the scheduler writes it, such as `512mb`."),
      gpus: computed(number, "Number of GPUs on each node."),
    }),
    "Resources that the job has used. Null for a job that reports none; take parts of it with `try`.",
  ),
  comment: computed(string, "Comment from the user who submitted the job. `ehpc_job` does not have it."),
};

/** The arguments that filter and sort the jobs of a cluster. */
export const jobFilterArguments = {
  cluster_id: required(jobArguments.cluster_id.type, "ID of the cluster, such as `ehpc-hz-FYUr32abcd`."),
  status: optional(
    oneOf("all", "finished", "unfinished"),
    "Jobs to list: `all`, `finished` (ended) or `unfinished`. Default: `all`.",
  ),
  job_name: optional(
    nonEmpty,
    "Lists only jobs with a similar name. This is the service's own fuzzy match; it reduces the number of jobs to read.",
  ),
  name_regex: optional(
    pattern,
    "Lists only jobs whose name matches this regular expression, in JavaScript syntax with the flag `u`. It may match anywhere in the name; use `^` and `$` to match the whole name. The provider applies it after all other filters, to each name as the service writes it: every blank counts, also where results show only one; a line break at the end does not. Of a name longer than 1000 characters, it sees only these, and `$` does not match after them. An expression that takes too long, such as `(a+)+$`, is an error.",
  ),
  users: filter("of one of these users on the cluster"),
  queues: filter("of one of these queues (Slurm: partitions)"),
  nodes: filter("on one of these compute nodes"),
  created_after: optional(
    timestamp,
    "Lists only jobs submitted at this time or later, such as `2024-08-20T02:54:46Z` (RFC 3339). The service filters by whole seconds.",
  ),
  created_before: optional(
    timestamp,
    "Lists only jobs submitted at this time or earlier, in the form of `created_after`.",
  ),
  sort: optional(
    object({
      by: required(
        oneOf("submit", "execute", "pend"),
        "What to sort by: time of submission (`submit`), time of execution (`execute`), or order in the queue (`pend`).",
      ),
      order: optional(oneOf("asc", "desc"), "Direction: `asc` or `desc`. Default: `desc`."),
    }),
    "Order of the list. For `submit`, the provider sorts all matching jobs itself. If two jobs have the same second, the one with the higher number in its ID (for a task, in the ID of its array) counts as later. Jobs without a time come last in both directions, and jobs that cannot be distinguished keep the order of the service. For the other values, the service sorts. Default: the order of the service, which is not documented.",
  ),
};

/** The arguments and results of `data.ehpc_jobs`. */
export const jobsAttributes = {
  ...jobFilterArguments,
  job_ids: optional(
    listOf(jobArguments.job_id.type),
    "Lists only these jobs. The ID of an array means all its tasks. A job that the service does not list is in `unlisted_ids`. Not with `array_job_id` or `limit`.",
  ),
  array_job_id: optional(
    jobArguments.job_id.type,
    "Lists only the tasks of this array, such as `36` or `1[].manager`. Not with `job_ids` or `limit`.",
  ),
  limit: optional(
    atLeastOne,
    "Maximum number of jobs, from the start of the list. The provider reads only the pages that it needs; with `sort` by `submit` it needs all. Default: all jobs.",
  ),
  success_states: jobArguments.success_states,
  failure_states: jobArguments.failure_states,
  id: computed(string, "`<cluster_id>:` and a digest of the other arguments."),
  request_id: computed(
    string,
    "ID that the service gave the first request, for support tickets. Changes on every read.",
  ),
  total_count: computed(
    integer,
    "Number of jobs that the service counts for these arguments, before `name_regex` and `limit` apply.",
  ),
  limit_certain: computed(
    bool,
    "Whether the jobs are certainly the first ones, with `limit` and `sort` by `submit`. False if the list may be incomplete, if an omitted job has no time of submission, or if an omitted job has the same time as a listed one and their IDs do not show which came later. Null without `limit` or with another order.",
  ),
  complete: computed(
    bool,
    "Whether the list certainly has every job that matches, up to `limit`: nothing was lost during the read, the number of tasks of each array is known, and no job is listed twice in different states. Check it before you take a list as proof that all jobs have ended.",
  ),
  gaps: computed(listOf(string), "Reasons why `complete` is false, in sentences. Empty if it is true."),
  counts: computed(
    object({
      pending: computed(integer, "Number of jobs that are pending."),
      running: computed(integer, "Number of jobs that run."),
      succeeded: computed(integer, "Number of jobs that have succeeded."),
      failed: computed(
        integer,
        "Number of jobs that have failed, with those that the scheduler may still requeue.",
      ),
      unknown: computed(integer, "Number of jobs in an unknown state, and of those in `unlisted_ids`."),
      may_restart: computed(integer, "Number of failed jobs that the scheduler may still requeue."),
    }),
    "How many jobs are in which phase. Each task of an array counts, also before it begins.",
  ),
  ids: computed(
    listOf(string),
    "IDs of the jobs, for use as `job_id` of `ehpc_job`, in the order of `jobs`.",
  ),
  whole_job_ids: computed(
    listOf(string),
    "`whole_job_id` of each job, in the order of `jobs`. Unlike `jobs`, this list is easy to mock in tests.",
  ),
  task_ids: computed(
    listOf(string),
    "IDs of the jobs that `counts` counts, for use as `job_ids` of `ehpc_jobs_completion`: in place of an array each of its tasks, also before it begins.",
  ),
  unlisted_ids: computed(
    listOf(string),
    "IDs of `task_ids` that the list has no entry for: tasks that have not begun, and IDs in `job_ids` that the service does not list. They count as `unknown`.",
  ),
  names: computed(
    listOf(string),
    "Names of the jobs, in the order of `jobs`. Empty for a job without a name.",
  ),
  jobs: computed(
    listOf(object(listedJob)),
    "The jobs, in the requested order. They have the attributes of `ehpc_job` that the service returns in a list.",
  ),
  // Terraform compares each value of a result with each sensitive path below it. Inside `jobs` there would be one path
  // per job, and a plan with 10,000 jobs would take twenty minutes.
  variables: computed(
    listOf(mapOf(string)),
    "Environment variables of the jobs, in the order of `jobs`. Empty for a job without variables. Sensitive, because they often contain passwords and tokens.",
    { sensitive: true },
  ),
};

function filter(which: string): Attribute<AttributeType<readonly string[]>, "optional"> {
  return optional(
    listOf(nonEmpty),
    `Lists only jobs ${which}. The service also matches parts of names. An empty list does not filter.`,
  );
}
