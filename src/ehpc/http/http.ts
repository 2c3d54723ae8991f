import type { ClientRequest, IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { EhpcError } from "../../base/errors";
import { type Log, silentLog } from "../../base/log";
import type { Environment } from "../api/environment";
import { createConnections } from "./connections";
import { decodeBody } from "./decode-body";
import { throughProxy } from "./network/proxy-error";
import { createRequestDeadline } from "./request-deadline";
import { type ReceivedAnswer, sendOver } from "./send-over";
import { errorOfTransport } from "./transport-error";

/** A request as it goes out. Those of E-HPC have their parameters in the URL and no body. */
export interface HttpRequest {
  method: "POST" | "GET" | "PUT";
  /** Complete, with its query string encoded as it was signed. */
  url: string;
  headers: Readonly<Record<string, string>>;
  /** Its `content-type` belongs to the headers. @default none */
  body?: string;
  /** How long looking up the host, connecting and the TLS handshake may take together, in milliseconds. */
  connectTimeoutMs: number;
  /** How long the answer may take from there to its last byte, in milliseconds. */
  readTimeoutMs: number;
  signal: AbortSignal;
  /** Whether it goes over a new connection, which is closed after it. @default false */
  ownConnection?: boolean;
}

/** An answer of any status. Header names are in lower case. */
export interface HttpAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** Closes the connection that it came over, where what comes next cannot be trusted. @default there is none */
  closeConnection?(): void;
}

/** Sends requests over connections that it keeps open for the next one. */
export interface HttpSender {
  /**
   * Sends one request, once. Any status is an answer, redirects included, which are not followed. Throws
   * {@link EhpcError}, of them {@link StaleConnectionError} where another connection would do, and
   * {@link UnsentRequestError} where there was none; aborting `signal` closes the connection at once.
   */
  send(request: HttpRequest): Promise<HttpAnswer>;
  /** Closes the connections. They do not keep the process alive by themselves. */
  close(): void;
}

/** An answer may be this long, in bytes; a job takes a few thousand. */
export const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

/** The header that names a call where the body does not, or not any more. */
export const REQUEST_ID_HEADER = "x-acs-request-id";

/**
 * Creates a sender over axios; the only place that knows it. The first request loads axios and the rest, which takes some
 * 30 ms.
 *
 * @param environment where proxies (HTTPS_PROXY, NO_PROXY) and certificates (SSL_CERT_FILE, SSL_CERT_DIR) are named; an
 * empty one means direct connections, whatever the environment of the process says
 * @param log gets a warning about certificates that are ignored; @default nothing is logged
 */
export function createHttpSender(environment: Environment, log: Log = silentLog): HttpSender {
  const connections = createConnections(environment, log);
  let loading: ReturnType<typeof importAxios> | undefined;

  async function send(request: HttpRequest): Promise<HttpAnswer> {
    loading ??= importAxios();
    const [axios, way] = await Promise.all([
      loading,
      connections.to(request.url, request.ownConnection).catch(throwUnsent),
    ]);
    const deadline = createRequestDeadline(request);
    let begun: IncomingMessage | null = null;
    let sent: ClientRequest | null = null;
    let socket: Socket | null = null;
    let mayBeSent = false;
    const closeConnection = () => socket?.destroy();
    try {
      const { status, data } = await axios.request<ReceivedAnswer>({
        method: request.method,
        url: request.url,
        ...(request.body !== undefined && { data: request.body }),
        adapter: sendOver({
          headers: { ...request.headers, "accept-encoding": "identity" },
          open(options, onAnswer) {
            const begin = (message: IncomingMessage) => {
              begun = message;
              onAnswer(message);
            };
            sent = way.request(options, begin, deadline);
            sent.once("socket", (used: Socket) => {
              socket = used;
              whenConnected(used, () => {
                mayBeSent = true;
              });
            });
            deadline.watch(sent);
            return sent;
          },
          deadline,
          maxBytes: MAX_ANSWER_BYTES,
        }),
      });
      return { status, headers: textHeaders(data.headers), body: decodeBody(data.bytes), closeConnection };
    } catch (error) {
      const own = deadline.error() ?? errorOfTransport(error, requestIdOf(begun));
      const failure = way.proxy === null ? own : throughProxy(own, way.proxy);
      if (!mayBeSent) {
        throw new UnsentRequestError(failure);
      }
      throw isStale(failure, sent, begun) ? new StaleConnectionError(failure) : failure;
    } finally {
      deadline.end();
    }
  }

  return { send, close: () => connections.close() };
}

/**
 * A connection that had been kept open and was closed by the other side just when a request was sent over it. Nothing
 * is wrong with the service or the way, and another connection does at once.
 */
export class StaleConnectionError extends EhpcError {
  constructor(failure: EhpcError) {
    super(failure.kind, failure.message, failure);
  }
}

/** A request of which not a byte was sent: there was no connection to send it over. */
export class UnsentRequestError extends EhpcError {
  constructor(failure: EhpcError) {
    super(failure.kind, failure.message, failure, failure.attempts);
  }
}

function throwUnsent(error: unknown): never {
  throw error instanceof EhpcError ? new UnsentRequestError(error) : error;
}

/** Node sends nothing of a request before, over TLS not before it has accepted the certificate. */
function whenConnected(socket: Socket, act: () => void): void {
  if (socket.connecting) {
    socket.once("encrypted" in socket ? "secureConnect" : "connect", act);
  } else {
    act();
  }
}

function isStale(failure: EhpcError, sent: ClientRequest | null, begun: IncomingMessage | null): boolean {
  const closed = failure.code === "ECONNRESET" || failure.code === "EPIPE";
  return closed && sent?.reusedSocket === true && begun === null;
}

/** The service's id of a call whose answer began; `null` for anything that is not such an id. */
function requestIdOf(answer: IncomingMessage | null): string | null {
  const id = answer?.headers[REQUEST_ID_HEADER];
  return typeof id === "string" && /^[\w*-]{1,64}$/.test(id) ? id : null;
}

/** Without axios's defaults: it would merge them into each request, and nothing here is sent or read their way. */
async function importAxios() {
  const { Axios } = (await import("axios")).default;
  return new Axios({});
}

function textHeaders(headers: IncomingMessage["headers"]): Record<string, string> {
  const texts: Record<string, string> = Object.create(null);
  for (const name in headers) {
    const value = headers[name];
    if (typeof value === "string") {
      texts[name] = value;
    }
  }
  return texts;
}
