import { requirePattern } from "../../ehpc/list/name-pattern";
import { NotationError } from "../../notation/notation-error";
import { parseTimestamp } from "../../notation/parse-timestamp";
import { type Attribute, computed, optional, required } from "../../plugin/schema/attribute";
import {
  type AttributeType,
  bool,
  integer,
  listOf,
  mapOf,
  number,
  object,
  refine,
  string,
} from "../../plugin/schema/attribute-type";
import { jobArguments, jobResults } from "../job/job-schema";
import { nonEmpty, oneOf } from "../text-types";

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

/** What is known of each job of a list. The service's fields: ListJobs, API version 2024-07-30. */
const listedJob = {
  id,
  job_id: computed(string, "ID of the job, as `job_id` of `ehpc_job` takes it."),
  whole_job_id: computed(
    string,
    "The ID that means the whole job, as `job_id` of `ehpc_job` takes it: of a task of an array the array's own, such as `36` of `36_3`; of any other job `job_id`.",
  ),
  ...listed,
  create_time: computed(
    string,
    `When the job was submitted, ${TIME}. Unlike GetJob, the service gives Unix seconds here, so there is a time zone.`,
  ),
  start_time: computed(string, "When the job was started, in the form of `create_time`."),
  last_modify_time: computed(string, "When the job last changed, in the form of `create_time`."),
  resources_used: computed(
    object({
      nodes: computed(number, "Number of compute nodes."),
      cores: computed(number, "Number of vCPUs on each node."),
      memory: computed(string, "Memory on each node, as the scheduler writes it, such as `512mb`."),
      gpus: computed(number, "Number of GPUs on each node."),
    }),
    "What the job has used.",
  ),
  comment: computed(string, "What whoever submitted the job wrote about it. `ehpc_job` does not have it."),
};

/** The arguments and results of `data.ehpc_jobs`. */
export const jobsAttributes = {
  cluster_id: required(jobArguments.cluster_id.type, "ID of the cluster, such as `ehpc-hz-FYUr32abcd`."),
  status: optional(
    oneOf("all", "finished", "unfinished"),
    "Which jobs, by whether they have ended: `all`, `finished` or `unfinished`. Default: `all`.",
  ),
  job_name: optional(
    nonEmpty,
    "Only jobs whose name is like this: the service's own fuzzy match, which spares reading the others.",
  ),
  name_regex: optional(
    pattern,
    "Only jobs whose name matches this regular expression: JavaScript's, with the flag `u`. It may match anywhere in the name; `^` and `$` bind it to its ends. It is matched here, on what the other arguments leave, and on the first 1000 characters of a name. An expression that takes too long, such as `(a+)+$`, is an error.",
  ),
  users: filter("of one of these cluster-side users"),
  queues: filter("of one of these queues (Slurm: partitions)"),
  nodes: filter("on one of these compute nodes"),
  created_after: optional(
    timestamp,
    "Only jobs that were submitted at this time or later, such as `2024-08-20T02:54:46Z` (RFC 3339). The service filters by seconds.",
  ),
  created_before: optional(
    timestamp,
    "Only jobs that were submitted at this time or earlier, in the form of `created_after`.",
  ),
  sort: optional(
    object({
      by: required(
        oneOf("submit", "execute", "pend"),
        "By the time of submission (`submit`), by the time of execution (`execute`), or by the order of waiting (`pend`).",
      ),
      order: optional(oneOf("asc", "desc"), "`asc` or `desc`. Default: `desc`."),
    }),
    "The order of the list. By the time of submission it is made here, over all jobs that match: of jobs of the same second, the one with the higher number in its ID (of a task, in its array's) was submitted later; jobs without a time come last in either order; what nothing tells apart stays as the service lists it. The other orders are made by the service. Default: the service's own, which it does not document.",
  ),
  limit: optional(
    atLeastOne,
    "The most jobs to give: the first of the list. No more pages of the list are read than are needed, which with `sort` by submission are all. Default: all.",
  ),
  success_states: jobArguments.success_states,
  failure_states: jobArguments.failure_states,
  id: computed(string, "`<cluster_id>:` and a digest of the other arguments."),
  request_id: computed(
    string,
    "The service's ID of the first request, for a support ticket. Another one at every read.",
  ),
  total_count: computed(
    integer,
    "How many jobs the service counts for these arguments, before `name_regex` and `limit`.",
  ),
  limit_certain: computed(
    bool,
    "With `limit` and `sort` by submission: whether it is sure that these are the first jobs. False where the list may be incomplete, where a job that is left out has no time of submission, and where it has the same as one that is kept and no number in their IDs tells which came later. Null otherwise.",
  ),
  ids: computed(
    listOf(string),
    "IDs of the jobs, as `job_id` of `ehpc_job` takes them, in the order of `jobs`.",
  ),
  whole_job_ids: computed(
    listOf(string),
    "The IDs that mean the whole jobs, in the order of `jobs`: `whole_job_id` of each, as a list that mocks can give.",
  ),
  names: computed(listOf(string), "Names of the jobs, in the order of `jobs`; empty for a job without one."),
  jobs: computed(
    listOf(object(listedJob)),
    "The jobs, in the order asked for. Each has the names of `ehpc_job`, as far as the service tells of jobs in a list.",
  ),
  // Terraform compares each value of a result with each path below it that is sensitive: inside of `jobs` there would be
  // one for each job, and a plan with 10,000 of them would take twenty minutes.
  variables: computed(
    listOf(mapOf(string)),
    "Environment variables of the jobs, in the order of `jobs`; empty for a job without any. Sensitive: people pass passwords and tokens to jobs this way.",
    { sensitive: true },
  ),
};

function filter(which: string): Attribute<AttributeType<readonly string[]>, "optional"> {
  return optional(
    listOf(nonEmpty),
    `Only jobs ${which}. The service matches parts of names, too. An empty list does not filter.`,
  );
}

/** Text that a parser takes. */
function readableBy(parse: (text: string) => unknown): AttributeType<string> {
  return refine(string, (text) => {
    try {
      parse(text);
      return undefined;
    } catch (error) {
      if (error instanceof NotationError) return `cannot be used: ${error.message}`;
      throw error;
    }
  });
}
