import { invalidParameter, jsonAnswer, Refused } from "../http/answer";
import { type OperationHandler, requireParameter } from "./operation";

/** Answers StopJobs: all jobs are stopped, or none. */
export const stopJobs: OperationHandler = (cluster, query) => {
  const jobIds = jobIdsIn(requireParameter(query, "JobIds"));
  for (const jobId of jobIds) {
    const job = cluster.job(jobId);
    if (job === null) {
      return cluster.missingJob("StopJobs", jobId);
    }
    if (!cluster.canStop(jobId)) {
      const state = String(job.info.State ?? "");
      throw new Refused(
        "InvalidParams",
        `Job ${jobId} is ${state || "in no state"}; only a running or queued job can be stopped.`,
      );
    }
  }
  for (const jobId of jobIds) {
    cluster.stop(jobId);
  }
  return jsonAnswer({ Success: "true" });
};

function jobIdsIn(parameter: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(parameter);
    if (
      Array.isArray(value) &&
      value.length > 0 &&
      value.every((id) => typeof id === "string" && id.trim() !== "")
    ) {
      return value;
    }
  } catch {
    // Not JSON, so not valid.
  }
  throw invalidParameter("JobIds");
}
