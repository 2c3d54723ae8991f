import { EhpcError, type EhpcErrorKind } from "../../base/errors";
import { isExpiry } from "./expiry";

/** What a call is checked for before anything is done. */
const BEFORE_ANYTHING: ReadonlySet<EhpcErrorKind> = new Set([
  "throttled",
  "invalid-params",
  "invalid-access-key",
  "invalid-security-token",
  "signature-mismatch",
  "clock-skew",
  "forbidden",
  "cluster-not-found",
  "invalid-cluster-status",
]);

/**
 * Whether a failed call was refused before the service did anything: the response is the service's own, with a code, and
 * the code is about the call itself. A code such as `AgentError` is not, because the cluster may have done what was asked
 * before it failed; neither is `SignatureNonceUsed`, which says that the same request had arrived before.
 */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof EhpcError) || error.code === null || error.httpStatus === null) {
    return false;
  }
  return BEFORE_ANYTHING.has(error.kind) || (error.httpStatus < 500 && isExpiry(error));
}
