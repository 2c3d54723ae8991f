import { DEFAULT_WAIT_TIMEOUT } from "../../notation/wait-time";
import { mapOf, optional, string } from "../../plugin/schema/attribute";
import { duration } from "../duration-type";
import { eachWith } from "../each-with";
import { jobArguments, jobResults, waitingArguments } from "../job/job-schema";
import { oneOf } from "../text-types";

/** The arguments that say what to wait for, and how long. */
export const completionArguments = {
  until: optional(
    oneOf("finished", "succeeded"),
    "Outcome to wait for: `succeeded` (an error as soon as the job fails) or `finished` (the job ends, whether it succeeds or fails). Default: `succeeded`.",
  ),
  timeout: optional(
    duration,
    `Maximum time to wait, such as \`90s\` or \`2h45m\`. Default: \`${DEFAULT_WAIT_TIMEOUT}\`.`,
  ),
  ...waitingArguments,
};

/** The arguments and results of `ehpc_job_completion`. */
export const jobCompletionAttributes = {
  ...eachWith(jobArguments, { requiresReplace: true }),
  ...completionArguments,
  triggers: optional(mapOf(string), "Values that make Terraform wait for the job again when they change.", {
    requiresReplace: true,
  }),
  // A recorded outcome does not change, so a plan that changes only the wait still shows it.
  ...eachWith(jobResults, { stable: true }),
};
