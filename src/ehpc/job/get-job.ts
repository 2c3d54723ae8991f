import { EhpcError } from "../../base/errors";
import { isJsonObject, JsonNumber, type JsonObject } from "../../base/json";
import type { Log } from "../../base/log";
import { plainLine, shortLine } from "../../base/plain-text";
import { type AnswerBody, badAnswer, memberOf, requireEachNameOnce } from "../api/answer-object";
import type { Operation } from "../api/call-operation";
import { decodeLine, decodeText, decodeWritten } from "../api/decode-leaf";
import { decodeStructure } from "../api/decode-structure";
import { inRequest } from "../api/in-request";
import { requireText } from "../api/require-text";
import { isOfArray } from "./array-ids";
import { decodeJob } from "./decode-job";
import { idContradiction } from "./id-contradiction";
import type { Job } from "./job";
import { isNamed } from "./job-key";

export interface GetJobRequest {
  clusterId: string;
  jobId: string;
}

export interface JobAnswer {
  /** The service's id of the call. */
  requestId: string | null;
  job: Job;
}

/**
 * The operation GetJob. Throws kind `invalid-params` for an empty id; reading throws `job-not-found` for an answer that
 * describes no job, `wrong-job` for one that describes another job, and `bad-answer` for anything else, such as
 * IDs that contradict each other.
 */
export function getJobOperation({ clusterId, jobId }: GetJobRequest, log: Log): Operation<JobAnswer> {
  requireText("ClusterId", "cluster id", clusterId);
  requireText("JobId", "job id", jobId);
  return {
    action: "GetJob",
    query: { ClusterId: clusterId, JobId: jobId },
    read({ requestId, members, shown }) {
      const info = decodeStructure(memberOf(members, "JobInfo")) ?? new Map();
      if (!isJsonObject(info)) {
        throw notJob(requestId);
      }
      requireEachNameOnce(info, "JobInfo", { requestId, shown });
      if (!describesJob(info)) {
        throw isMissing(info) ? missingJob(requestId) : notJob(requestId);
      }
      const job = decodeJob(info, log);
      // As it was written: what is taken out of a text before it is shown may be what tells two jobs apart.
      const answered = idOf(info);
      if (answered === null || job.jobId === null) {
        throw namelessJob(requestId);
      }
      const written = { ...job, jobId: answered };
      if (!isNamed(jobId, written) && !isOfArray(jobId, written)) {
        throw otherJob(jobId, shown(answered) ?? "", requestId);
      }
      requireIdsThatAgree(info, answered, { requestId, shown });
      return { requestId, job };
    },
  };
}

/** The ID is a text or a number. Anything else is none, even if the answer names an array that was asked for. */
function idOf(info: JsonObject): string | null {
  const given = info.get("JobId");
  return typeof given === "string" || given instanceof JsonNumber ? decodeText(given) : null;
}

/** The ID of an array and the index of a task decide what an answer is about, and so they are read as they were written. */
function requireIdsThatAgree(
  info: JsonObject,
  jobId: string,
  { requestId, shown }: Pick<AnswerBody, "requestId" | "shown">,
): void {
  const written = (name: string) => decodeWritten(memberOf(info, name));
  const hidden = ["ArrayJobId", "ArrayJobSubId", "ArrayRequest"].find(
    (name) => written(name) !== decodeLine(memberOf(info, name)),
  );
  const problem =
    hidden === undefined
      ? idContradiction({
          jobId,
          arrayJobId: written("ArrayJobId"),
          arrayJobSubId: written("ArrayJobSubId"),
        })
      : `its ${hidden} has invisible characters`;
  if (problem === null) {
    return;
  }
  const what = shortLine(shown(problem) ?? "");
  throw badAnswer(
    `E-HPC returned a job whose IDs do not say which job it is${inRequest(requestId)}: ${what}.`,
    requestId,
  );
}

const MARKS = ["JobId", "JobName", "State", "CreateTime"];

function describesJob(info: JsonObject): boolean {
  return MARKS.some((name) => decodeText(info.get(name)) !== null);
}

/**
 * The service documents no answer for a missing job; one without any value is taken as such. An object of other members
 * is something else: to take it for a missing job would hide a job that is there.
 */
function isMissing(info: JsonObject): boolean {
  return info.size === 0 || MARKS.some((name) => info.has(name));
}

function missingJob(requestId: string | null): EhpcError {
  const message = `E-HPC does not know the job: the response describes none${inRequest(requestId)}.`;
  return new EhpcError("job-not-found", message, { httpStatus: 200, requestId, parameter: "JobId" });
}

function notJob(requestId: string | null): EhpcError {
  return badAnswer(`E-HPC returned a JobInfo of an unexpected shape${inRequest(requestId)}.`, requestId);
}

function namelessJob(requestId: string | null): EhpcError {
  return badAnswer(
    `E-HPC returned a job without its ID: JobInfo has no JobId${inRequest(requestId)}.`,
    requestId,
  );
}

/** A mix-up on the way need not happen again, so the call may be repeated. */
export function otherJob(asked: string, answered: string, requestId: string | null): EhpcError {
  const message = `The request was for job ${plainLine(asked)}, but E-HPC returned job ${shortLine(answered)}${inRequest(requestId)}.`;
  return new EhpcError("wrong-job", message, { httpStatus: 200, requestId, transient: true });
}
