import { EhpcError, type EhpcErrorDetails, type EhpcErrorKind } from "../../base/errors";
import { type SecretsOfCall, serviceText } from "./service-text";

/** What the service or a gateway before it says about a failed call. */
export interface Refusal {
  httpStatus: number;
  code: string | null;
  message: string | null;
  requestId: string | null;
  /** The answer's `x-acs-retry-after`, in milliseconds. */
  retryAfterMs: number | null;
}

/** What a failed call was about. */
export interface Subject {
  /** Whether it named a job. Only then do the service's unspecific words mean that there is no such job. */
  aboutJob: boolean;
}

interface Class {
  kind: EhpcErrorKind;
  /** Says what was found, as a sentence without its full stop. */
  says: string;
  transient?: boolean;
}

const JOB_NOT_FOUND: Class = { kind: "job-not-found", says: "E-HPC does not know the job" };

const SERVICE_FAULT = /^(?:DbError|EcsError|AgentError|AliyunError|OrderError)/;

/** By code, first match first. The codes of GetJob are on its API page, the gateway's on help page 149360. */
const BY_CODE: readonly (readonly [RegExp, Class])[] = [
  [/Throttling/i, { kind: "throttled", says: "E-HPC throttles requests", transient: true }],
  [
    /^InvalidClusterStatus/,
    {
      kind: "invalid-cluster-status",
      says: "The cluster is in a state in which its jobs cannot be read",
    },
  ],
  [
    /^ClusterNotFound|^InvalidClusterId/,
    { kind: "cluster-not-found", says: "The cluster does not exist in this region" },
  ],
  [/^(?:JobNotFound|InvalidJobId)/, JOB_NOT_FOUND],
  [
    /^InvalidParam|^MissingParam|^Missing(?:ClusterId|JobId)/,
    { kind: "invalid-params", says: "E-HPC refused a parameter" },
  ],
  [SERVICE_FAULT, { kind: "service-fault", says: "E-HPC failed internally", transient: true }],
  [
    /^(?:ServiceUnavailable|UnknownError|InternalError)/,
    { kind: "unavailable", says: "E-HPC is temporarily unavailable", transient: true },
  ],
  [
    /^InvalidAccessKeyId/,
    { kind: "invalid-access-key", says: "The access key ID does not exist or is disabled" },
  ],
  [
    /SecurityToken/,
    { kind: "invalid-security-token", says: "The STS token is missing, malformed or expired" },
  ],
  [
    /^(?:SignatureDoesNotMatch|IncompleteSignature|InvalidSignature)/,
    {
      kind: "signature-mismatch",
      says: "The signature was refused: the secret does not belong to the access key ID",
    },
  ],
  [
    /^(?:IllegalTimestamp|InvalidTimeStamp)/i,
    {
      kind: "clock-skew",
      says: "The time of the request was refused: this computer's clock is more than 15 minutes off",
    },
  ],
  [/^ConflictOpt/, { kind: "other", says: "Another operation on the cluster is in progress" }],
  // Each attempt has a new nonce: something in between repeated our request.
  [/^SignatureNonceUsed/, { kind: "other", says: "The request arrived twice", transient: true }],
  [
    /^(?:Forbidden|NoPermission|NotAuthorized|EntityNotExist\.Role)/,
    { kind: "forbidden", says: "The access key is not authorized to make this call" },
  ],
];

/**
 * The scheduler's own words for a job that it does not have, as the agent on the cluster passes them on. At most one
 * word, the id, may stand between: "get job 7: host not found" is no word about the job.
 */
const NO_SUCH_JOB = [
  /\b(?:unknown|no such|non-?existent)\s+job\b/i,
  /\binvalid\s+job[\s_-]?id\b/i,
  /\bjob(?:[\s_-]?id)?[\s:"'=]{1,3}(?:[^\s:]{1,80}\s+)?(?:is\s+|was\s+|could\s+|can)?(?:not\s+(?:be\s+)?found|(?:does\s+)?not\s+exist|doesn't\s+exist|unknown|invalid)\b/i,
];

/** The typed error of an answer that is a refusal. */
export function errorOfService(
  refusal: Refusal,
  secrets: SecretsOfCall | null,
  { aboutJob }: Subject,
): EhpcError {
  // Judged by what was said, and shown without secrets: a secret that is part of a code must not change its meaning.
  const code = serviceText(refusal.code, null);
  const message = serviceText(refusal.message, null);
  const parameter = parameterIn(message);
  const found =
    (aboutJob ? missingJob(code, message, parameter) : null) ??
    BY_CODE.find(([pattern]) => code !== null && pattern.test(code))?.[1] ??
    byStatus(refusal.httpStatus);
  const details: EhpcErrorDetails = {
    code: serviceText(refusal.code, secrets),
    httpStatus: refusal.httpStatus,
    requestId: serviceText(refusal.requestId, secrets),
    serviceMessage: serviceText(refusal.message, secrets),
    parameter:
      found.kind === "invalid-params"
        ? serviceText(parameter, secrets)
        : found.kind === "job-not-found"
          ? "JobId"
          : found.kind === "cluster-not-found"
            ? "ClusterId"
            : null,
    transient: found.transient ?? false,
    retryAfterMs: refusal.retryAfterMs,
  };
  return new EhpcError(found.kind, sentence(found.says, details), details);
}

/**
 * E-HPC has no code for a missing job. It documents InvalidParams alone as a cause in the job's arguments, and the
 * agent's failure to find it; a cluster that does not exist has a code of its own.
 */
function missingJob(code: string | null, message: string | null, parameter: string | null): Class | null {
  if (code === null) {
    return null;
  }
  if (code.startsWith("InvalidParam") && (parameter === null || parameter === "JobId")) {
    return JOB_NOT_FOUND;
  }
  const saysSo = message !== null && NO_SUCH_JOB.some((words) => words.test(message));
  return saysSo && SERVICE_FAULT.test(code) ? JOB_NOT_FOUND : null;
}

function byStatus(httpStatus: number): Class {
  if (httpStatus === 429) {
    return { kind: "throttled", says: "E-HPC throttles requests", transient: true };
  }
  if (httpStatus === 401 || httpStatus === 403 || httpStatus === 407) {
    return { kind: "forbidden", says: "The access key is not authorized to make this call" };
  }
  if (httpStatus === 406) {
    return { kind: "service-fault", says: "E-HPC failed internally", transient: true };
  }
  if (httpStatus >= 500) {
    return { kind: "unavailable", says: "E-HPC is temporarily unavailable", transient: true };
  }
  return { kind: "other", says: "E-HPC refused the call" };
}

/** The parameter that a message such as "The specified parameter JobId is invalid." names. */
function parameterIn(message: string | null): string | null {
  if (message === null) {
    return null;
  }
  if (/\bcluster_?id\b/i.test(message)) {
    return "ClusterId";
  }
  if (/\bjob_?id\b/i.test(message)) {
    return "JobId";
  }
  return /\bparameter\s+["'`]?([A-Za-z][\w.]{0,60})["'`]?\s+is\b/i.exec(message)?.[1] ?? null;
}

function sentence(says: string, details: EhpcErrorDetails): string {
  const marks = [
    details.code,
    `HTTP ${details.httpStatus}`,
    details.requestId === null ? null : `request ${details.requestId}`,
  ].filter((mark) => mark !== null);
  const quoted = details.serviceMessage === null ? "" : ` E-HPC says: "${details.serviceMessage}"`;
  return `${says} (${marks.join(", ")}).${quoted}`;
}
