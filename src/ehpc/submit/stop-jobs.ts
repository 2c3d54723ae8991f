import { EhpcError } from "../../base/errors";
import type { Operation } from "../api/call-operation";
import { requireText } from "../api/require-text";

/** Jobs to stop. */
export interface StopJobsRequest {
  clusterId: string;
  jobIds: readonly string[];
}

/** The operation StopJobs. Throws kind `invalid-params` for an empty id, and without any job. */
export function stopJobsOperation({ clusterId, jobIds }: StopJobsRequest): Operation<void> {
  requireText("ClusterId", "cluster id", clusterId);
  if (jobIds.length === 0) {
    throw new EhpcError("invalid-params", "There is no job to stop.", { parameter: "JobIds" });
  }
  for (const jobId of jobIds) {
    requireText("JobIds", "job id", jobId);
  }
  return {
    action: "StopJobs",
    query: { ClusterId: clusterId, JobIds: JSON.stringify(jobIds) },
    read: () => undefined,
  };
}
