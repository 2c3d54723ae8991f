import type { ClientRequest, IncomingMessage, RequestOptions } from "node:http";
import type { Transform } from "node:stream";
import { urlToHttpOptions } from "node:url";
import type { AxiosAdapter, AxiosResponse } from "axios";

/** An answer that is longer than was allowed, packed or unpacked. */
export class OversizedAnswerError extends Error {}

/** An answer whose connection ended before all of it was there. */
export class CutAnswerError extends Error {}

/** An answer that changes the protocol of the connection (HTTP 101), which nobody asked for. */
export class ChangedProtocolError extends Error {}

/** An answer in a transfer coding that Node leaves as it is: all but `chunked` (RFC 9112 section 6.1). */
export class UnreadableCodingError extends Error {}

/** A connection that was closed before an answer began. */
export class NoAnswerError extends Error {}

export interface SendOverOptions {
  /** Makes the request, over whichever connection. */
  open(options: RequestOptions, onAnswer: (answer: IncomingMessage) => void): ClientRequest;
  /** Destroys the request. */
  signal: AbortSignal;
  /** How long an answer may be. */
  maxBytes: number;
}

/**
 * What axios sends a request with: Node's own client, over the connections that are given.
 *
 * Axios's adapter for Node brings redirects, proxies, forms and progress along, four fifths of what axios is, and most
 * of the time that loading it takes. None of it is wanted here.
 *
 * The body of an answer is a Buffer. Rejects with what Node says about the connection, or with an error of this file. It
 * settles whatever the other side does: with the answer, with the end of the connection, or with `signal` at the latest.
 */
export function sendOver({ open, signal, maxBytes }: SendOverOptions): AxiosAdapter {
  return (config) => {
    let stop = () => {};
    const answered = new Promise<AxiosResponse<Buffer>>((resolve, reject) => {
      const target = urlToHttpOptions(new URL(config.url ?? ""));
      const method = config.method?.toUpperCase();
      let begun = false;
      const request = open({ ...target, method, headers: config.headers.toJSON() }, (answer) => {
        begun = true;
        // Without saying to what, which Node takes for an answer, and the connection for one of HTTP still.
        if (answer.statusCode === 101) {
          request.destroy();
          reject(new ChangedProtocolError());
          return;
        }
        readBody(answer, maxBytes).then(
          (data) =>
            resolve({
              data,
              status: answer.statusCode ?? 0,
              statusText: answer.statusMessage ?? "",
              headers: answer.headers as Record<string, string>,
              config,
              request,
            }),
          (error: unknown) => {
            request.destroy();
            reject(error);
          },
        );
      });
      stop = () => {
        request.destroy();
        reject(new Error("The request was stopped."));
      };
      // Also after the answer: an error that nobody listens for would end the process.
      request.on("error", reject);
      // Without a listener, Node closes such a connection and says neither "response" nor "error".
      request.once("upgrade", (_, socket) => {
        socket.destroy();
        reject(new ChangedProtocolError());
      });
      request.once("close", () => {
        if (!begun) reject(new NoAnswerError());
      });
      if (signal.aborted) stop();
      else signal.addEventListener("abort", stop, { once: true });
      request.end(config.data);
    });
    return answered.finally(() => signal.removeEventListener("abort", stop));
  };
}

/** The whole body, unpacked. */
async function readBody(answer: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const { "content-encoding": coding, "transfer-encoding": transfer = "chunked" } = answer.headers;
  if (transfer.trim().toLowerCase() !== "chunked") throw new UnreadableCodingError();
  // Nothing comes between the beginning of reading and waiting for it: a failure there would end the process.
  const body = await collect(answer, maxBytes, () => answer.complete);
  const unpack = coding === undefined ? null : await unpacker(coding.trim().toLowerCase());
  if (unpack === null || body.length === 0) return body;
  unpack.end(body);
  return collect(unpack, maxBytes, () => true);
}

function collect(
  stream: IncomingMessage | Transform,
  maxBytes: number,
  isComplete: () => boolean,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    let ended = false;
    stream.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length <= maxBytes) return;
      reject(new OversizedAnswerError());
      stream.destroy();
    });
    stream.on("end", () => {
      ended = true;
      const [only] = chunks;
      resolve(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks, length));
    });
    stream.on("error", (error) => reject(isComplete() ? error : new CutAnswerError()));
    stream.on("close", () => {
      if (!ended) reject(new CutAnswerError());
    });
  });
}

/** What undoes the packing of a body that was asked for unpacked; `null` for a coding that is none or unknown. */
async function unpacker(coding: string): Promise<Transform | null> {
  const zlib = await import("node:zlib");
  if (coding === "gzip" || coding === "x-gzip" || coding === "deflate") return zlib.createUnzip();
  if (coding === "br") return zlib.createBrotliDecompress();
  return null;
}
