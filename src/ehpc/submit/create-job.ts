import { EhpcError } from "../../base/errors";
import { JsonNumber } from "../../base/json";
import { shortLine } from "../../base/plain-text";
import { submittedJobId } from "../../notation/submitted-job-id";
import { memberOf } from "../api/answer-object";
import type { Operation } from "../api/call-operation";
import { decodeText } from "../api/decode-leaf";
import { inRequest } from "../api/in-request";
import { requireText } from "../api/require-text";
import type { JobRequest } from "./job-request";
import { jobSpecText } from "./job-spec";
import { secretsOfRequest } from "./secrets-of-request";

/** A job that was accepted. */
export interface SubmittedJob {
  /** The service's id of the call; `null` if it gave none. */
  requestId: string | null;
  jobId: string;
}

/**
 * The operation CreateJob. Throws kind `invalid-params` for an empty id, name or command, and for a wall time that is no
 * time; reading throws `submission-uncertain` for words in which the scheduler names no job.
 */
export function createJobOperation(request: JobRequest): Operation<SubmittedJob> {
  const { clusterId, jobName, commandLine, wallTimeSeconds } = request;
  requireText("ClusterId", "cluster id", clusterId);
  requireText("JobName", "job name", jobName);
  requireText("CommandLine", "command line", commandLine);
  if (wallTimeSeconds !== undefined && !(Number.isFinite(wallTimeSeconds) && wallTimeSeconds > 0)) {
    throw new EhpcError("invalid-params", "The wall time must be longer than 0 s.", {
      parameter: "WallTime",
    });
  }
  return {
    action: "CreateJob",
    query: { ClusterId: clusterId, JobName: jobName, JobSpec: jobSpecText(request) },
    secrets: secretsOfRequest(request),
    once: true,
    read({ requestId, members, shown }) {
      const given = memberOf(members, "JobId");
      // The JSON of anything else is no scheduler's words, even if some are in it.
      const words = typeof given === "string" || given instanceof JsonNumber ? decodeText(given) : null;
      const jobId = submittedJobId(words ?? "");
      if (jobId !== undefined) {
        return { requestId, jobId };
      }
      const said = words === null ? null : shown(words);
      const what =
        said === null ? "It says nothing in place of an ID." : `The scheduler says: "${shortLine(said)}"`;
      const message = `E-HPC accepted a job without naming its ID${inRequest(requestId)}. ${what}`;
      // To submit it again would run it twice.
      throw new EhpcError("submission-uncertain", message, { httpStatus: 200, requestId });
    },
  };
}
