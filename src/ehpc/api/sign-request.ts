import { createHmac } from "node:crypto";
import type { Secret } from "../../base/secret";
import { canonicalRequest, sha256Hex } from "./canonical-request";
import type { Credentials } from "./credentials";

/** The name of the signature's method, as the Authorization header gives it. */
export const SIGNATURE_ALGORITHM = "ACS3-HMAC-SHA256";

/** One call of an operation, before it is signed. Its body is empty: E-HPC takes parameters in the query. */
export interface Call {
  method: "POST" | "GET";
  /** Host and, where it is not the scheme's own, port: what the `host` header says. */
  host: string;
  /** The operation, such as `GetJob`. */
  action: string;
  /** The version of the API, such as `2024-07-30`. */
  version: string;
  query: Readonly<Record<string, string>>;
}

/** The hash of an empty body. */
const EMPTY_BODY_SHA256 = sha256Hex("");

/**
 * The headers that make `call` a signed request: `host`, every `x-acs-*` and `authorization`.
 *
 * @param date goes into `x-acs-date`; the service refuses one more than 15 minutes off.
 * @param nonce must be new for every request, repeated ones included.
 */
export function signRequest(
  call: Call,
  credentials: Credentials,
  date: Date,
  nonce: string,
): Record<string, string> {
  const headers: Record<string, string> = {
    host: call.host,
    "x-acs-action": call.action,
    "x-acs-content-sha256": EMPTY_BODY_SHA256,
    "x-acs-date": date.toISOString().replace(/\.\d+Z$/, "Z"),
    "x-acs-signature-nonce": nonce,
    "x-acs-version": call.version,
  };
  if (credentials.securityToken !== null) {
    headers["x-acs-accesskey-id"] = credentials.accessKeyId;
    headers["x-acs-security-token"] = credentials.securityToken.reveal();
  }
  const canonical = canonicalRequest({
    method: call.method,
    path: "/",
    query: call.query,
    headers,
    bodySha256: EMPTY_BODY_SHA256,
  });
  const signedHeaders = Object.keys(headers).sort().join(";");
  const signature = signatureOf(canonical, credentials.accessKeySecret);
  return {
    ...headers,
    authorization: `${SIGNATURE_ALGORITHM} Credential=${credentials.accessKeyId},SignedHeaders=${signedHeaders},Signature=${signature}`,
  };
}

/** The hex signature of a canonical request. The key is the secret itself, without the `&` of older methods. */
export function signatureOf(canonical: string, secret: Secret): string {
  return createHmac("sha256", secret.reveal())
    .update(`${SIGNATURE_ALGORITHM}\n${sha256Hex(canonical)}`)
    .digest("hex");
}
