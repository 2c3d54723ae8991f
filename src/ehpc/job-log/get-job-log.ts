import { EhpcError } from "../../base/errors";
import type { Log } from "../../base/log";
import { badAnswer } from "../api/answer-object";
import type { Operation } from "../api/call-operation";
import { decodeBase64 } from "../api/decode-base64";
import { decodeNumber, decodeText } from "../api/decode-leaf";
import { inRequest } from "../api/in-request";
import { requireText } from "../api/require-text";
import { otherJob } from "../job/get-job";
import { mayBeSameJob } from "../job/job-key";

export interface GetJobLogRequest {
  clusterId: string;
  jobId: string;
  /** Which of the job's two logs. */
  logType: "stdout" | "stderr" | "all";
  /** The first byte wanted, from 0. */
  offset: number;
  /** How many bytes are wanted, from 1. The service documents no maximum; 10240 is its default. */
  size: number;
}

/** Parts of a job's logs, as bytes: a character may be cut at either end. */
export interface JobLog {
  /** The service's id of the call. */
  requestId: string | null;
  /** Empty where it was not asked for. */
  stdout: Buffer;
  /** Empty where it was not asked for. */
  stderr: Buffer;
  /** The length of the whole file in bytes; `null` where the service does not say. */
  stdoutSize: number | null;
  stderrSize: number | null;
}

/**
 * The operation GetJobLog, which E-HPC has for Slurm and PBS Pro on Standard Edition clusters. Throws kind
 * `invalid-params` for an empty id and for a part that there cannot be.
 */
export function getJobLogOperation(request: GetJobLogRequest, log: Log): Operation<JobLog> {
  const { clusterId, jobId, logType, offset, size } = request;
  requireText("ClusterId", "cluster id", clusterId);
  requireText("JobId", "job id", jobId);
  requireBytes("Offset", "offset", offset, 0);
  requireBytes("Size", "size", size, 1);
  return {
    action: "GetJobLog",
    query: {
      ClusterId: clusterId,
      JobId: jobId,
      LogType: logType,
      Offset: String(offset),
      Size: String(size),
    },
    read({ requestId, members, shown }) {
      const answered = decodeText(members.get("JobId"));
      if (answered !== null && !mayBeSameJob(jobId, answered)) {
        throw otherJob(jobId, shown(answered) ?? "", requestId);
      }
      const part = (name: string) => {
        const bytes = decodeBase64(members.get(name));
        if (bytes !== null) {
          return bytes;
        }
        const message = `E-HPC returned a ${name} that is not Base64${inRequest(requestId)}.`;
        throw badAnswer(message, requestId);
      };
      const length = (name: string) => decodeNumber(name, members.get(name), log);
      return {
        requestId,
        stdout: part("StdoutLog"),
        stderr: part("StderrLog"),
        stdoutSize: length("StdoutLogSize"),
        stderrSize: length("StderrLogSize"),
      };
    },
  };
}

function requireBytes(parameter: string, name: string, bytes: number, least: number): void {
  if (Number.isSafeInteger(bytes) && bytes >= least) {
    return;
  }
  const message = `The ${name} must be a whole number of bytes, at least ${least}.`;
  throw new EhpcError("invalid-params", message, { parameter });
}
