import { jsonAnswer, verbatimAnswer } from "../http/answer";
import { type OperationHandler, requireParameter } from "./operation";

/** Answers GetJob. */
export const getJob: OperationHandler = (cluster, query) => {
  const jobId = requireParameter(query, "JobId");
  const job = cluster.job(jobId);
  if (job === null) {
    return cluster.missingJob("GetJob", jobId);
  }
  if (job.response !== null) {
    return verbatimAnswer(job.response);
  }
  return jsonAnswer({ JobInfo: job.info, Success: true });
};
