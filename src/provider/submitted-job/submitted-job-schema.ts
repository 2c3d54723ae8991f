import { submittedIndices } from "../../notation/array-request";
import { memoryBytes } from "../../notation/memory-bytes";
import { tokenProblem } from "../../notation/submission-token";
import { wallTimeProblem } from "../../notation/wall-time";
import {
  bool,
  computed,
  integer,
  mapOf,
  object,
  optional,
  optionalComputed,
  refine,
  required,
  string,
  writeOnly,
} from "../../plugin/schema/attribute";
import { duration } from "../duration-type";
import { eachWith } from "../each-with";
import { jobArguments, jobResults } from "../job/job-schema";
import { nonEmpty, oneOf, readableBy } from "../text-types";
import { variablesProblem } from "./variables-problem";

/** How long a destroy waits for the end of a job that it has stopped. */
export const DEFAULT_STOP_TIMEOUT = "2m";

/** What changes the work: another value submits another job. */
const replace = { requiresReplace: true };
/** The same for what the cluster decides if the configuration does not. */
const decided = { requiresReplace: true, stable: true };
const stable = { stable: true };

const count = (least: number) =>
  refine(integer, (value) => (value < least ? `must be at least ${least}, not ${value}.` : undefined));

/** The arguments and results of `ehpc_job`. */
export const submittedJobAttributes = {
  ...eachWith(jobResults, stable),
  cluster_id: required(jobArguments.cluster_id.type, jobArguments.cluster_id.description, replace),
  job_name: required(nonEmpty, "Name of the job.", replace),
  command_line: required(
    nonEmpty,
    "What the job runs: a script in the user's home directory, the full path of a script, or a command with its full path after `-- `, such as `-- /bin/sleep 60`.",
    replace,
  ),
  queue: optionalComputed(nonEmpty, "Queue (Slurm: partition) of the job. Default: the cluster's.", decided),
  run_as_user: optionalComputed(
    nonEmpty,
    "User on the cluster who runs the job. Default: the cluster's.",
    decided,
  ),
  run_as_user_password: writeOnly(
    nonEmpty,
    "Password of `run_as_user`. Write-only: it is in no plan and no state, and Terraform does not see its changes. Needs Terraform 1.11 or OpenTofu 1.11.",
    { sensitive: true },
  ),
  priority: optionalComputed(
    refine(integer, (value) => (value < 0 || value > 9 ? "must be from 0 to 9." : undefined)),
    "Priority of the job, from 0 to 9.",
    decided,
  ),
  output_log: optionalComputed(nonEmpty, "Full path of the job's standard output on the cluster.", decided),
  error_log: optionalComputed(nonEmpty, "Full path of the job's standard error on the cluster.", decided),
  array_request: optionalComputed(
    readableBy(submittedIndices),
    "Indices of an array job as `first-last:step`, such as `2-7:2`. Without it, the job is not an array.",
    decided,
  ),
  variables: optionalComputed(
    // A null value could not be told from an absent one.
    refine(mapOf(refine(string, () => undefined)), variablesProblem),
    "Environment variables of the job. Sensitive, because they often contain passwords and tokens; the state contains them.",
    { ...decided, sensitive: true },
  ),
  wall_time: optional(
    refine(string, wallTimeProblem),
    "Maximum time that the job may run, such as `90m` or `48h`. Default: the limit of the queue.",
    replace,
  ),
  post_command_line: optional(nonEmpty, "What the job runs after `command_line`.", replace),
  resources: optionalComputed(
    // What is computed as a whole must be so in its parts: Terraform plans a change else.
    object({
      nodes: optionalComputed(count(1), "Number of compute nodes.", stable),
      cores: optionalComputed(count(1), "Number of vCPUs on each node.", stable),
      memory: optionalComputed(readableBy(memoryBytes), "Memory on each node, such as `1gb`.", stable),
      gpus: optionalComputed(count(0), "Number of GPUs on each node.", stable),
    }),
    "Resources that the job requests. Null for a job that neither asks for any nor reports them.",
    decided,
  ),
  token: optional(
    refine(string, tokenProblem),
    "Names this submission for good, such as `train-7`: 1 to 64 letters, digits, dots, hyphens and underscores. An apply first looks for a job that was submitted with the same token and the same arguments, and adopts it unless it ended without success. Without it, Terraform that is killed while it submits the job may leave a job of which no state knows.",
    replace,
  ),
  triggers: optional(
    mapOf(string),
    "Values that make Terraform submit the job again when they change.",
    replace,
  ),
  on_destroy: optional(
    oneOf("stop", "keep"),
    "What happens to a job that has not ended when Terraform destroys or replaces it: `stop` (the job is stopped, and the destroy waits for its end) or `keep` (it goes on). Default: `stop`.",
  ),
  stop_timeout: optional(
    duration,
    `Maximum time to wait for the end of a stopped job. Default: \`${DEFAULT_STOP_TIMEOUT}\`.`,
  ),
  job_id: computed(
    string,
    "ID of the job in the form that the scheduler uses, such as `10` or `1.manager`.",
    stable,
  ),
  marker: computed(
    string,
    "Value of the environment variable `EHPC_SUBMISSION_TOKEN` of the job, by which its submission is recognized.",
    stable,
  ),
  found: computed(bool, "Whether the scheduler knew the job when Terraform looked at it last.", stable),
  request_id: computed(
    string,
    "ID that the service gave the request that submitted the job, for support tickets. Null for an imported job.",
    stable,
  ),
};
