import { EhpcError, type EhpcErrorKind } from "../../base/errors";
import { inRequest } from "../api/in-request";
import {
  ChangedProtocolError,
  CutAnswerError,
  NoAnswerError,
  OversizedAnswerError,
  TrailingBytesError,
  UnreadableCodingError,
} from "./send-over";

interface Failure {
  kind: EhpcErrorKind;
  /** A sentence, to which the code is added. */
  message: string;
  transient: boolean;
}

const refused: Failure = {
  kind: "unreachable",
  message: "The endpoint refused the connection",
  transient: true,
};
const broken: Failure = { kind: "unreachable", message: "The connection broke", transient: true };
const noRoute: Failure = {
  kind: "unreachable",
  message: "There is no route to the endpoint",
  transient: true,
};
const cutOff: Failure = { kind: "bad-answer", message: "The response was cut off", transient: true };
const changedProtocol: Failure = {
  kind: "bad-answer",
  message: "The endpoint, or a proxy in front of it, switched to another protocol (HTTP 101)",
  transient: true,
};
const unreadableCoding: Failure = {
  kind: "bad-answer",
  message:
    "The endpoint, or a proxy in front of it, sent the response in a transfer coding that was not requested",
  transient: true,
};
const noAnswer: Failure = {
  kind: "unreachable",
  message: "The connection was closed before a response arrived",
  transient: true,
};
const oversized: Failure = {
  kind: "bad-answer",
  message: "The response exceeds the size limit",
  transient: false,
};

const damaged: Failure = {
  kind: "bad-answer",
  message: "The compressed response is damaged",
  transient: false,
};

/** What Node's system codes mean here (nodejs.org/api/errors.html, libuv's list in docs.libuv.org/en/v1.x/errors.html). */
const FAILURES: Readonly<Record<string, Failure>> = {
  ENOTFOUND: {
    kind: "unknown-host",
    message: "The host name of the endpoint does not exist",
    transient: false,
  },
  EAI_AGAIN: {
    kind: "unreachable",
    message: "The name server does not respond",
    transient: true,
  },
  ECONNREFUSED: refused,
  EHOSTUNREACH: noRoute,
  ENETUNREACH: noRoute,
  EHOSTDOWN: noRoute,
  ENETDOWN: noRoute,
  EADDRNOTAVAIL: noRoute,
  ECONNRESET: broken,
  ECONNABORTED: broken,
  EPIPE: broken,
  ENOTCONN: broken,
  ETIMEDOUT: { kind: "timeout", message: "The connection timed out", transient: true },
  ERR_STREAM_PREMATURE_CLOSE: cutOff,
  HPE_INVALID_EOF_STATE: cutOff,
  Z_BUF_ERROR: cutOff,
};

/**
 * The typed error of a request that got no complete answer.
 *
 * Only system codes are taken over: errors of a request may carry it with its Authorization header, and their messages
 * may hold the URL. A typed error that somebody below has made already is passed on.
 *
 * @param requestId the service's id of the call, where its answer had begun
 */
export function errorOfTransport(error: unknown, requestId: string | null = null): EhpcError {
  if (error instanceof EhpcError) {
    return error;
  }
  const code = codeOf(error);
  const failure = failureOf(code, error);
  const cause = code === null ? "" : ` (${code})`;
  const message = `${failure.message}${cause}${inRequest(requestId)}.`;
  return new EhpcError(failure.kind, message, { code, requestId, transient: failure.transient });
}

function failureOf(code: string | null, error: unknown): Failure {
  const known = code === null ? undefined : Object.hasOwn(FAILURES, code) ? FAILURES[code] : undefined;
  if (known !== undefined) {
    return known;
  }
  if (error instanceof OversizedAnswerError) {
    return oversized;
  }
  if (error instanceof CutAnswerError) {
    return cutOff;
  }
  if (error instanceof ChangedProtocolError) {
    return changedProtocol;
  }
  if (error instanceof UnreadableCodingError) {
    return unreadableCoding;
  }
  if (error instanceof NoAnswerError) {
    return noAnswer;
  }
  if (error instanceof TrailingBytesError) {
    return damaged;
  }
  // Something in between compressed the answer although that was not asked for, and it cannot be unpacked.
  if (code !== null && /^(?:Z_|ZSTD_|ERR__ERROR_FORMAT|ERR_BROTLI|ERR_ZSTD|ERR_ZLIB)/.test(code)) {
    return damaged;
  }
  if (code?.startsWith("HPE_")) {
    return { kind: "bad-answer", message: "The endpoint does not send valid HTTP", transient: false };
  }
  if (
    code !== null &&
    /^(?:ERR_TLS|ERR_SSL|EPROTO|CERT_|CRL_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|INVALID_CA|HOSTNAME_)/.test(code)
  ) {
    return {
      kind: "tls",
      message: "The endpoint's certificate or TLS version is not accepted",
      transient: false,
    };
  }
  return { kind: "other", message: "The request failed", transient: false };
}

/** The system code of an error or of what it wraps, such as the attempts at several addresses of one host. */
function codeOf(error: unknown, depth = 0): string | null {
  if (typeof error !== "object" || error === null || depth > 4) {
    return null;
  }
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  const own = typeof code === "string" && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : null;
  // ERR_BAD_REQUEST and the like are axios's own classes, which say less than the cause below them.
  if (own !== null && !/^ERR_(?:BAD_|NETWORK|CANCELED)/.test(own)) {
    return own;
  }
  const below = [cause, ...(Array.isArray(errors) ? errors : [])];
  for (const inner of below) {
    const found = codeOf(inner, depth + 1);
    if (found !== null) {
      return found;
    }
  }
  return null;
}
