/**
 * What went wrong, by what a user can do about it.
 *
 * | kind | meaning |
 * | --- | --- |
 * | `invalid-params` | the service, or this client before asking, refuses an argument; see `parameter` |
 * | `invalid-cluster-status` | the cluster is starting, stopped or being released |
 * | `cluster-not-found` | no such cluster in this region |
 * | `job-not-found` | no such job, in any of the service's undocumented forms |
 * | `wrong-job` | a response about another job than the requested one; transient |
 * | `job-changed` | the job ID was reused for another job during a wait |
 * | `array-undecided` | the ID belongs to an array, and not all of its tasks are known |
 * | `service-fault` | the service's database, ECS or the cluster's agent failed (HTTP 406), or the response is not a success |
 * | `unavailable` | HTTP 5xx |
 * | `throttled` | too many requests |
 * | `invalid-access-key` | the access key id does not exist or is disabled |
 * | `invalid-security-token` | the STS token is missing, malformed or expired |
 * | `signature-mismatch` | the secret does not belong to the key id |
 * | `clock-skew` | this computer's clock is more than 15 minutes off |
 * | `forbidden` | the key may not do this |
 * | `unknown-host` | the host name of the endpoint does not exist, as for a misspelt region |
 * | `unreachable` | no connection, or a connection that broke |
 * | `proxy` | the proxy in the environment is unusable or refuses the request |
 * | `tls` | the endpoint's certificate or TLS version is not accepted |
 * | `timeout` | connecting or reading took longer than allowed |
 * | `bad-answer` | an unexpected response: HTML, empty, cut off, oversized, of the wrong shape, contradictory |
 * | `credentials` | no usable credentials; see `parameter` |
 * | `configuration` | an invalid region, endpoint or limit; see `parameter` |
 * | `submission-uncertain` | a job may or may not have been submitted, and it cannot be found out now |
 * | `aborted` | the caller's signal |
 * | `other` | anything else the service says; see `code` |
 */
export type EhpcErrorKind =
  | "invalid-params"
  | "invalid-cluster-status"
  | "cluster-not-found"
  | "job-not-found"
  | "wrong-job"
  | "job-changed"
  | "array-undecided"
  | "service-fault"
  | "unavailable"
  | "throttled"
  | "invalid-access-key"
  | "invalid-security-token"
  | "signature-mismatch"
  | "clock-skew"
  | "forbidden"
  | "unknown-host"
  | "unreachable"
  | "proxy"
  | "tls"
  | "timeout"
  | "bad-answer"
  | "credentials"
  | "configuration"
  | "submission-uncertain"
  | "aborted"
  | "other";

/** Optional properties of an {@link EhpcError}. */
export interface EhpcErrorDetails {
  /** The service's error code, such as `ClusterNotFound`, or a system code, such as `ECONNREFUSED`. */
  code?: string | null;
  /** The service's ID of the failed call, for support tickets. */
  requestId?: string | null;
  httpStatus?: number | null;
  /** The service's own words: one line, no control characters, no secrets, at most 500 characters. */
  serviceMessage?: string | null;
  /** The argument to correct: as the service names it (`ClusterId`), or the option of this client (`endpoint`). */
  parameter?: string | null;
  /** Whether the same call may succeed later. */
  transient?: boolean;
  /** Whether the service may have done what a call asked for, although no answer says so. */
  outcomeUnknown?: boolean;
  /** Whether the refused credentials come from a source that can renew them. */
  replaceable?: boolean;
  /** How long the service asks to wait, in milliseconds. */
  retryAfterMs?: number | null;
}

/**
 * The error that this client throws.
 *
 * `message` is a complete sentence. Neither it nor any property holds a secret, a signature or a URL with parameters,
 * and there is no `cause`: the errors underneath carry request headers.
 */
export class EhpcError extends Error {
  override readonly name = "EhpcError";
  readonly kind: EhpcErrorKind;
  readonly code: string | null;
  readonly requestId: string | null;
  readonly httpStatus: number | null;
  readonly serviceMessage: string | null;
  readonly parameter: string | null;
  readonly transient: boolean;
  readonly outcomeUnknown: boolean;
  readonly replaceable: boolean;
  readonly retryAfterMs: number | null;
  /** Number of attempts; 0 if nothing was sent. */
  readonly attempts: number;

  constructor(kind: EhpcErrorKind, message: string, details: EhpcErrorDetails = {}, attempts = 0) {
    super(message);
    this.kind = kind;
    this.code = details.code ?? null;
    this.requestId = details.requestId ?? null;
    this.httpStatus = details.httpStatus ?? null;
    this.serviceMessage = details.serviceMessage ?? null;
    this.parameter = details.parameter ?? null;
    this.transient = details.transient ?? false;
    this.outcomeUnknown = details.outcomeUnknown ?? false;
    this.replaceable = details.replaceable ?? false;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.attempts = attempts;
  }

  /** The same error, for credentials that their source can renew. */
  ofReplaceable(): EhpcError {
    return new EhpcError(this.kind, this.message, { ...this, replaceable: true }, this.attempts);
  }

  /** The same error of a call that the service may have carried out. */
  ofUnknownOutcome(): EhpcError {
    return new EhpcError(this.kind, this.message, { ...this, outcomeUnknown: true }, this.attempts);
  }

  /** The same error after `attempts` calls, with `remark` as a further sentence. */
  givenUp(attempts: number, remark: string | null): EhpcError {
    const message = remark === null ? this.message : `${this.message} ${remark}`;
    return new EhpcError(this.kind, message, this, attempts);
  }
}

/** The error of a call that its caller aborted. */
export function abortedError(): EhpcError {
  return new EhpcError("aborted", "The call was interrupted before it finished.");
}
