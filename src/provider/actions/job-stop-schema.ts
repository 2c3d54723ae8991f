import { optional } from "../../plugin/schema/attribute";
import { duration } from "../duration-type";
import { jobArguments } from "../job/job-schema";
import { DEFAULT_STOP_TIMEOUT } from "../submitted-job/submitted-job-schema";

/** The arguments of the action `ehpc_job_stop`. */
export const jobStopAttributes = {
  cluster_id: jobArguments.cluster_id,
  job_id: jobArguments.job_id,
  timeout: optional(
    duration,
    `Maximum time to wait for the end of the job. Default: \`${DEFAULT_STOP_TIMEOUT}\`.`,
  ),
};
