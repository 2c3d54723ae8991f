import { jsonAnswer } from "../http/answer";
import { jobSpec } from "../jobs/job-spec";
import { type OperationHandler, requireParameter } from "./operation";

/** Answers CreateJob. */
export const createJob: OperationHandler = (cluster, query) => {
  const spec = jobSpec(requireParameter(query, "JobSpec"));
  const jobName = query.get("JobName")?.trim() || "STDIN";
  return jsonAnswer({ JobId: cluster.submit({ ...spec, jobName }), Success: "true" });
};
