import type { Operation } from "./call-operation";
import { decodeJob } from "./decode-job";
import { decodeText } from "./decode-leaf";
import { EhpcError } from "./errors";
import type { Job } from "./job";
import { isJsonObject, type JsonObject } from "./json";
import type { Log } from "./log";
import { requireText } from "./require-text";

export interface GetJobRequest {
  clusterId: string;
  jobId: string;
}

export interface JobAnswer {
  /** The service's id of the call. */
  requestId: string | null;
  job: Job;
}

/** The operation GetJob. Throws kind `invalid-params` for an empty id. */
export function getJobOperation({ clusterId, jobId }: GetJobRequest, log: Log): Operation<JobAnswer> {
  requireText("ClusterId", "cluster id", clusterId);
  requireText("JobId", "job id", jobId);
  return {
    action: "GetJob",
    query: { ClusterId: clusterId, JobId: jobId },
    read({ requestId, members }) {
      const info = members.get("JobInfo");
      if (isJsonObject(info) && describesJob(info)) return { requestId, job: decodeJob(info, log) };
      throw new EhpcError("job-not-found", "E-HPC knows no such job: its answer describes none.", {
        httpStatus: 200,
        requestId,
        parameter: "JobId",
      });
    },
  };
}

/** The service documents no answer for a missing job; one without any value is taken as such. */
function describesJob(info: JsonObject): boolean {
  return ["JobId", "JobName", "State", "CreateTime"].some((name) => decodeText(info.get(name)) !== null);
}
