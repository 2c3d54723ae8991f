import { createHash } from "node:crypto";

/** A request as its signature sees it. */
export interface SignedParts {
  method: string;
  /** `/` for every operation of E-HPC. */
  path: string;
  /** Names and values before encoding, in any order. */
  query: Readonly<Record<string, string>> | ReadonlyMap<string, string>;
  /** The headers that are signed: lower-case names, in any order. */
  headers: Readonly<Record<string, string>>;
  /** Hex SHA-256 of the body. */
  bodySha256: string;
}

/**
 * The canonical form of a request under ACS3-HMAC-SHA256: method, path, query, headers, their names and the body's
 * hash, a line each (alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature).
 */
export function canonicalRequest(parts: SignedParts): string {
  const headers = Object.entries(parts.headers).sort(byName);
  return [
    parts.method,
    parts.path,
    canonicalQuery(parts.query),
    headers.map(([name, value]) => `${name}:${value.trim()}\n`).join(""),
    headers.map(([name]) => name).join(";"),
    parts.bodySha256,
  ].join("\n");
}

/** The parameters sorted by name and encoded by RFC 3986, as they are both sent and signed. */
export function canonicalQuery(query: SignedParts["query"]): string {
  const parameters = query instanceof Map ? [...query] : Object.entries(query);
  return parameters
    .sort(byName)
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join("&");
}

/** Hex SHA-256 of a text's UTF-8 form, or of bytes. */
export function sha256Hex(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

/** All but what RFC 3986 leaves as it is (section 2.3). */
const RESERVED = /[^\w.~-]/;

// A lone surrogate has no UTF-8 form and makes encodeURIComponent throw; it is sent as U+FFFD instead.
function percentEncode(text: string): string {
  if (!RESERVED.test(text)) {
    return text;
  }
  const wellFormed = Buffer.from(text, "utf8").toString("utf8");
  return encodeURIComponent(wellFormed).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function byName([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
