import { FIRST_TAIL_BYTES } from "../../ehpc/job-log/log-lines";
import { bool, optional } from "../../plugin/schema/attribute";
import { jobArguments } from "../job/job-schema";
import { completionArguments } from "../job-completion/job-completion-schema";

/** The arguments of the action `ehpc_job_wait`. */
export const jobWaitAttributes = {
  ...jobArguments,
  ...completionArguments,
  follow_log: optional(
    bool,
    `Whether to show what the job writes to its standard output, line by line: the last ${FIRST_TAIL_BYTES / 1_024} KiB that are there when the wait starts, and then all that follows. Terraform prints the lines, and so may the log of a pipeline, so do not set it for a job that prints secrets. A log that cannot be read does not end the wait. Default: \`false\`.`,
  ),
};
