import type { ClientRequest, Agent as HttpAgent, IncomingMessage, RequestOptions } from "node:http";
import type { Agent as HttpsAgent } from "node:https";
import { createRequestDeadline } from "./request-deadline";
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
}

/** An answer of any status. Header names are in lower case. */
export interface HttpAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** Sends requests over connections that it keeps open for the next one. */
export interface HttpSender {
  /**
   * Sends one request, once. Any status is an answer, redirects included, which are not followed. Throws
   * {@link EhpcError}; aborting `signal` closes the connection at once.
   */
  send(request: HttpRequest): Promise<HttpAnswer>;
  /** Closes the connections. They do not keep the process alive by themselves. */
  close(): void;
}

/** An answer may be this long, in bytes; a job takes a few thousand. */
export const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

/** The header that names a call where the body does not, or not any more. */
export const REQUEST_ID_HEADER = "x-acs-request-id";

/** Connections at a time; further requests wait for a free one. */
const MAX_SOCKETS = 64;

/** The parts of axios and Node that requests need, loaded with the first request: they take some 30 ms. */
interface Transport {
  axios: Awaited<ReturnType<typeof importAxios>>;
  agents: { http: HttpAgent; https: HttpsAgent };
  request(
    options: RequestOptions,
    onAnswer: (answer: IncomingMessage) => void,
    onRequest: (request: ClientRequest) => void,
  ): ClientRequest;
}

/** A sender over axios; the only place that knows it. */
export function createHttpSender(): HttpSender {
  let transport: Promise<Transport> | undefined;

  async function send(request: HttpRequest): Promise<HttpAnswer> {
    transport ??= loadTransport();
    const { axios, agents, request: open } = await transport;
    const deadline = createRequestDeadline(request);
    let begun: IncomingMessage | null = null;
    try {
      const answer = await axios.request<Buffer>({
        method: request.method,
        url: request.url,
        // Axios would name a content type for the empty body, and every header that is sent should be meant.
        headers: { "content-type": false, ...request.headers, "accept-encoding": "identity" },
        ...(request.body !== undefined && { data: request.body }),
        responseType: "arraybuffer",
        transformResponse: (data: unknown) => data,
        validateStatus: () => true,
        maxRedirects: 0,
        maxContentLength: MAX_ANSWER_BYTES,
        // Proxies are not used yet. Their place is here: without `false`, axios reads HTTP_PROXY by itself.
        proxy: false,
        httpAgent: agents.http,
        httpsAgent: agents.https,
        signal: deadline.signal,
        // Of one's own only to see the socket, and so to tell connecting from reading.
        transport: {
          request: (options: RequestOptions, onAnswer: (answer: IncomingMessage) => void) =>
            open(
              options,
              (message) => {
                begun = message;
                onAnswer(message);
              },
              deadline.watch,
            ),
        },
      });
      return {
        status: answer.status,
        headers: textHeaders(answer.headers),
        body: Buffer.from(answer.data).toString("utf8"),
      };
    } catch (error) {
      throw deadline.error() ?? errorOfTransport(error, requestIdOf(begun));
    } finally {
      deadline.end();
    }
  }

  return {
    send,
    close() {
      void transport?.then(({ agents }) => {
        agents.http.destroy();
        agents.https.destroy();
      });
    },
  };
}

/** The service's id of a call whose answer began; `null` for anything that is not such an id. */
function requestIdOf(answer: IncomingMessage | null): string | null {
  const id = answer?.headers[REQUEST_ID_HEADER];
  return typeof id === "string" && /^[\w*-]{1,64}$/.test(id) ? id : null;
}

async function importAxios() {
  return (await import("axios")).default;
}

async function loadTransport(): Promise<Transport> {
  const [axios, http, https] = await Promise.all([importAxios(), import("node:http"), import("node:https")]);
  const options = { keepAlive: true, maxSockets: MAX_SOCKETS };
  return {
    axios,
    agents: { http: new http.Agent(options), https: new https.Agent(options) },
    request(options, onAnswer, onRequest) {
      const module = options.protocol === "https:" ? https : http;
      const request = module.request(options, onAnswer);
      onRequest(request);
      return request;
    },
  };
}

function textHeaders(headers: object): Record<string, string> {
  const texts: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === "string") texts[name.toLowerCase()] = value;
  }
  return texts;
}
