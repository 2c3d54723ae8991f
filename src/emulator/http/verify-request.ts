import { timingSafeEqual } from "node:crypto";
import { canonicalRequest, sha256Hex } from "../../ehpc/api/canonical-request";
import { SIGNATURE_ALGORITHM, signatureOf } from "../../ehpc/api/sign-request";
import type { AccessKey } from "./access-keys";
import { Refused } from "./answer";

/** A request as it arrived. */
export interface ReceivedRequest {
  method: string;
  path: string;
  /** Decoded. */
  query: ReadonlyMap<string, string>;
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
}

/** What a verifier needs. */
export interface VerifierOptions {
  /** The access key with this ID, if there is one. */
  findKey: (accessKeyId: string) => AccessKey | undefined;
  /** The time of day. */
  now: () => Date;
}

/** Checks one request; throws {@link Refused}. */
export type Verifier = (request: ReceivedRequest) => void;

/** The tolerance for a request's date, in milliseconds. Its nonce is remembered for as long. */
const TOLERANCE_MS = 15 * 60 * 1_000;

const REQUIRED = [
  "host",
  "x-acs-action",
  "x-acs-content-sha256",
  "x-acs-date",
  "x-acs-signature-nonce",
  "x-acs-version",
] as const;

const AUTHORIZATION = new RegExp(
  `^${SIGNATURE_ALGORITHM} Credential=([^,\\s]+),\\s?SignedHeaders=([a-z0-9;-]+),\\s?Signature=([0-9a-f]{64})$`,
);

/** A verifier of ACS3 signatures that also remembers nonces. */
export function createVerifier({ findKey, now }: VerifierOptions): Verifier {
  const nonces = new Map<string, number>();

  return (request) => {
    const { headers } = request;
    const found = AUTHORIZATION.exec(headers.authorization ?? "");
    if (found === null) {
      throw new Refused("IncompleteSignature");
    }
    const [, keyId = "", signedHeaders = "", signature = ""] = found;
    requireSigned(headers, signedHeaders.split(";"));
    const key = findKey(keyId);
    if (key === undefined) {
      throw new Refused("InvalidAccessKeyId.NotFound");
    }
    requireToken(headers["x-acs-security-token"], key, now());
    requireDate(headers["x-acs-date"] ?? "", now());

    const canonical = canonicalRequest({
      ...request,
      headers: Object.fromEntries(signedHeaders.split(";").map((name) => [name, headers[name] ?? ""])),
      bodySha256: headers["x-acs-content-sha256"] ?? "",
    });
    const matches =
      timingSafeEqual(Buffer.from(signature), Buffer.from(signatureOf(canonical, key.secret))) &&
      headers["x-acs-content-sha256"] === sha256Hex(request.body);
    if (!matches) {
      // Like the service, with the whole canonical request.
      throw new Refused(
        "SignatureDoesNotMatch",
        `The specified signature does not match our calculation. Server canonical request is: ${canonical}`,
      );
    }
    requireNewNonce(nonces, headers["x-acs-signature-nonce"] ?? "", now().getTime());
  };
}

function requireSigned(headers: ReceivedRequest["headers"], signed: readonly string[]): void {
  for (const name of REQUIRED) {
    if (headers[name] === undefined) {
      throw new Refused("MissingParameter", `The header ${name} is missing.`);
    }
  }
  for (const name of Object.keys(headers)) {
    const mustBeSigned = name === "host" || name === "content-type" || name.startsWith("x-acs-");
    if (mustBeSigned && !signed.includes(name)) {
      throw new Refused("IncompleteSignature", `The header ${name} is not signed.`);
    }
  }
}

function requireToken(token: string | undefined, { securityToken, expiresAtMs }: AccessKey, now: Date): void {
  if (securityToken === null) {
    return;
  }
  if (token === undefined) {
    throw new Refused("MissingSecurityToken");
  }
  if (token !== securityToken) {
    throw new Refused("InvalidSecurityToken.Malformed");
  }
  if (now.getTime() >= expiresAtMs) {
    throw new Refused("InvalidSecurityToken.Expired");
  }
}

function requireDate(text: string, now: Date): void {
  const isDate = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text);
  const differenceMs = Math.abs(Date.parse(text) - now.getTime());
  if (!isDate || !(differenceMs <= TOLERANCE_MS)) {
    throw new Refused("IllegalTimestamp");
  }
}

function requireNewNonce(nonces: Map<string, number>, nonce: string, now: number): void {
  for (const [old, at] of nonces) {
    // Twice the tolerance: a request may be 15 minutes early, and be repeated until it is 15 minutes late.
    if (now - at <= 2 * TOLERANCE_MS) {
      break;
    }
    nonces.delete(old);
  }
  if (nonces.has(nonce)) {
    throw new Refused("SignatureNonceUsed");
  }
  nonces.set(nonce, now);
}
