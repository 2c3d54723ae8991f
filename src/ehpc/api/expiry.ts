import { EhpcError, type EhpcErrorKind } from "../../base/errors";

/** Refusals of another matter, whatever their words: a request, a signature and a cluster may be too old, too. */
const OF_OTHER_MATTERS: ReadonlySet<EhpcErrorKind> = new Set([
  "clock-skew",
  "signature-mismatch",
  "invalid-params",
  "job-not-found",
  "cluster-not-found",
  "invalid-cluster-status",
]);

const CREDENTIALS = /token|credential|session|\bsts\b|access[\s_-]?key/i;
const EXPIRED = /expir/i;

/**
 * Whether the service refuses credentials as expired. It documents `InvalidSecurityToken.Expired`; gateways before it
 * say so in other codes, or in the message alone.
 */
export function isExpiry(error: unknown): error is EhpcError {
  if (!(error instanceof EhpcError) || OF_OTHER_MATTERS.has(error.kind)) {
    return false;
  }
  return [error.code, error.serviceMessage].some(
    (text) => text !== null && CREDENTIALS.test(text) && EXPIRED.test(text),
  );
}
