import { brotliDecompressSync, inflateSync, unzipSync } from "node:zlib";

/** A complete response. */
export interface Response {
  readonly status: number;
  /** The content, unpacked; `null` where that cannot be done. */
  readonly body: Buffer | null;
}

/** More than this of an unpacked body is never looked at, in bytes. */
const MOST_UNPACKED = 16 * 1024 * 1024;

/**
 * The final response with which bytes begin that a server has sent, behind informational ones; `null` where there is none
 * that is complete and by the letter of RFC 9112. Shares no code with Node.js, whose parser the product reads with.
 *
 * @param ended whether the server closed the connection behind them, which ends a body without a length
 */
export function readFirstResponse(bytes: Buffer, ended: boolean): Response | null {
  let read = readResponse(bytes, 0, ended);
  // What follows 101 is of another protocol.
  while (read !== null && isInformational(read.status) && read.status !== 101) {
    read = readResponse(bytes, read.end, ended);
  }
  return read === null || read.status === 101 ? null : read;
}

/** Below 100 there is nothing, and who reads on takes it for an answer. */
function isInformational(status: number): boolean {
  return status >= 100 && status < 200;
}

interface Read extends Response {
  end: number;
}

function readResponse(bytes: Buffer, from: number, ended: boolean): Read | null {
  let at = from;
  // Line breaks before a message are passed over (section 2.2).
  while (bytes[at] === 13 || bytes[at] === 10) {
    at += 1;
  }
  const line = (): string | null => {
    const end = bytes.indexOf(10, at);
    if (end === -1) {
      return null;
    }
    const text = bytes.toString("latin1", at, end);
    at = end + 1;
    return text.endsWith("\r") ? text.slice(0, -1) : text;
  };
  const status = /^HTTP\/\d\.\d (\d{3})(?: |$)/.exec(line() ?? "")?.[1];
  if (status === undefined) {
    return null;
  }
  const headers = readHeaders(line);
  if (headers === null) {
    return null;
  }
  const code = Number(status);
  const content = isInformational(code) || code === 204 || code === 304 ? Buffer.alloc(0) : null;
  const whole = content === null ? readBody(bytes, at, headers, ended) : { body: content, end: at };
  if (whole === null) {
    return null;
  }
  return { status: code, body: unpacked(whole.body, headers.get("content-encoding")), end: whole.end };
}

/** Header fields by their names in lower case; several of one name stand in one text. `null` for what is malformed. */
function readHeaders(line: () => string | null): Map<string, string> | null {
  const headers = new Map<string, string>();
  let last: string | null = null;
  for (let text = line(); text !== ""; text = line()) {
    if (text === null) {
      return null;
    }
    if (/^[ \t]/.test(text) && last !== null) {
      headers.set(last, `${headers.get(last)} ${text.trim()}`);
      continue;
    }
    const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*(.*?)[ \t]*$/.exec(text) ?? [];
    if (name === undefined || value === undefined || value.includes("\u0000")) {
      return null;
    }
    last = name.toLowerCase();
    const before = headers.get(last);
    headers.set(last, before === undefined ? value : `${before}, ${value}`);
  }
  return headers;
}

function readBody(
  bytes: Buffer,
  from: number,
  headers: ReadonlyMap<string, string>,
  ended: boolean,
): { body: Buffer; end: number } | null {
  const coding = headers.get("transfer-encoding")?.toLowerCase();
  const length = headers.get("content-length");
  if (coding !== undefined) {
    return length === undefined && coding === "chunked" ? readChunks(bytes, from) : null;
  }
  if (length === undefined) {
    return ended ? { body: bytes.subarray(from), end: bytes.length } : null;
  }
  if (!/^\d{1,15}$/.test(length)) {
    return null;
  }
  const end = from + Number(length);
  return end <= bytes.length ? { body: bytes.subarray(from, end), end } : null;
}

function readChunks(bytes: Buffer, from: number): { body: Buffer; end: number } | null {
  const parts: Buffer[] = [];
  let at = from;
  for (;;) {
    const lineEnd = bytes.indexOf("\r\n", at);
    if (lineEnd === -1) {
      return null;
    }
    const size = /^([0-9a-fA-F]{1,8})(?:[ \t]*;.*)?$/.exec(bytes.toString("latin1", at, lineEnd))?.[1];
    if (size === undefined) {
      return null;
    }
    at = lineEnd + 2;
    const length = Number.parseInt(size, 16);
    if (length === 0) {
      break;
    }
    if (at + length + 2 > bytes.length || bytes.toString("latin1", at + length, at + length + 2) !== "\r\n") {
      return null;
    }
    parts.push(bytes.subarray(at, at + length));
    at += length + 2;
  }
  // Trailers, up to an empty line.
  for (;;) {
    const lineEnd = bytes.indexOf("\r\n", at);
    if (lineEnd === -1) {
      return null;
    }
    const isEmpty = lineEnd === at;
    at = lineEnd + 2;
    if (isEmpty) {
      return { body: Buffer.concat(parts), end: at };
    }
  }
}

/** The body as it was before it was packed; `null` where it is damaged, or longer than anybody should read. */
function unpacked(body: Buffer, coding: string | undefined): Buffer | null {
  if (body.length === 0) {
    return body;
  }
  const options = { maxOutputLength: MOST_UNPACKED };
  try {
    switch (coding?.trim().toLowerCase()) {
      case "gzip":
      case "x-gzip":
        return unzipSync(body, options);
      case "deflate":
        return inflateSync(body, options);
      case "br":
        return brotliDecompressSync(body, options);
      default:
        return body;
    }
  } catch {
    return null;
  }
}
