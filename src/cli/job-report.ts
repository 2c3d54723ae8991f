import { silentLog } from "../base/log";
import type { JobAnswer } from "../ehpc/api/client";
import { describeJob, type JobDescription } from "../ehpc/job/describe-job";
import { type JobOptions, stateListsOf } from "./job-options";

const HIDDEN = "(hidden)";

/** A job for `--json` and the table, with the attribute names of `data.ehpc_job`. */
export interface JobReport extends JobDescription {
  id: string;
  cluster_id: string;
  job_id: string;
  request_id: string | null;
}

/**
 * Describes a job for output. The values of its variables are hidden unless requested: they may be secrets, and output
 * ends up in logs.
 */
export function reportJob(
  { job, requestId }: JobAnswer,
  options: JobOptions & { showVariables?: true },
): JobReport {
  const described = describeJob(job, stateListsOf(options), silentLog);
  return {
    id: `${options.cluster}:${options.job}`,
    cluster_id: options.cluster,
    job_id: options.job,
    request_id: requestId,
    ...withHiddenVariables(described, options),
  };
}

/** The same job without the values of its variables, unless requested. */
export function withHiddenVariables<T extends Pick<JobDescription, "variables">>(
  job: T,
  { showVariables }: { showVariables?: true },
): T {
  const { variables } = job;
  return { ...job, variables: variables && (showVariables ? variables : hidden(variables)) };
}

function hidden(variables: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.keys(variables).map((name) => [name, HIDDEN]));
}
