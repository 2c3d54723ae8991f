/**
 * What went wrong, in the terms of somebody who has to do something about it.
 *
 * | kind | meaning |
 * | --- | --- |
 * | `invalid-params` | the service, or this client before asking, refuses an argument; see `parameter` |
 * | `invalid-cluster-status` | the cluster is starting, stopped or being released |
 * | `cluster-not-found` | no such cluster in this region |
 * | `job-not-found` | no such job, in whichever of its undocumented forms the service says so |
 * | `wrong-job` | an answer about another job than was asked for; transient |
 * | `job-changed` | the job ID has passed to another job during a wait |
 * | `array-undecided` | the ID is an array's, and not all of its tasks are known |
 * | `service-fault` | the service's database, ECS or the cluster's agent failed (HTTP 406), or its answer says no success |
 * | `unavailable` | HTTP 5xx |
 * | `throttled` | too many requests |
 * | `invalid-access-key` | the access key id does not exist or is disabled |
 * | `invalid-security-token` | the STS token is missing, malformed or expired |
 * | `signature-mismatch` | the secret does not belong to the key id |
 * | `clock-skew` | this computer's clock is more than 15 minutes off |
 * | `forbidden` | the key may not do this |
 * | `unknown-host` | the host name of the endpoint does not exist, as for a misspelt region |
 * | `unreachable` | no connection, or a connection that broke |
 * | `proxy` | the proxy that the environment names cannot be used, or does not let the request through |
 * | `tls` | the endpoint's certificate or protocol is not acceptable |
 * | `timeout` | connecting or reading took longer than allowed |
 * | `bad-answer` | an answer that E-HPC does not give: HTML, empty, cut off, oversized, of the wrong shape, contradictory |
 * | `credentials` | no usable credentials; see `parameter` |
 * | `configuration` | a region, endpoint or limit that cannot be used; see `parameter` |
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
  | "aborted"
  | "other";

/** What an {@link EhpcError} may say beyond its kind and its sentence. */
export interface EhpcErrorDetails {
  /** The service's error code, such as `ClusterNotFound`, or a system code, such as `ECONNREFUSED`. */
  code?: string | null;
  /** The service's id of the failed call, to quote in a ticket. */
  requestId?: string | null;
  httpStatus?: number | null;
  /** The service's own words: one line, no control characters, no secrets, at most 500 characters. */
  serviceMessage?: string | null;
  /** The argument to correct: as the service names it (`ClusterId`), or the option of this client (`endpoint`). */
  parameter?: string | null;
  /** Whether the same call may succeed a little later. */
  transient?: boolean;
  /** Whether the credentials that were refused come from a source that can get others. */
  replaceable?: boolean;
  /** How long the service asks to wait, in milliseconds. */
  retryAfterMs?: number | null;
}

/**
 * The one error that this client throws.
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
  readonly replaceable: boolean;
  readonly retryAfterMs: number | null;
  /** How often the call was made before it was given up; 0 where nothing was sent. */
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
    this.replaceable = details.replaceable ?? false;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.attempts = attempts;
  }

  /** The same error, of credentials that their source can replace. */
  ofReplaceable(): EhpcError {
    return new EhpcError(this.kind, this.message, { ...this, replaceable: true }, this.attempts);
  }

  /** The same error after `attempts` calls, with `remark` as a further sentence. */
  givenUp(attempts: number, remark: string | null): EhpcError {
    const message = remark === null ? this.message : `${this.message} ${remark}`;
    return new EhpcError(this.kind, message, this, attempts);
  }
}

/** The error of a call that its caller called off. */
export function abortedError(): EhpcError {
  return new EhpcError("aborted", "The call was interrupted before it finished.");
}
