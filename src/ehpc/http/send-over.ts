import type { ClientRequest, IncomingMessage, RequestOptions } from "node:http";
import type { Transform } from "node:stream";
import { urlToHttpOptions } from "node:url";
import type { AxiosAdapter, AxiosResponse } from "axios";
import type { RequestDeadline } from "./request-deadline";

/** An answer that is longer than was allowed, packed or unpacked. */
export class OversizedAnswerError extends Error {}

/** An answer whose connection ended before all of it was there. */
export class CutAnswerError extends Error {}

/** An answer that changes the protocol of the connection (HTTP 101), which nobody asked for. */
export class ChangedProtocolError extends Error {}

/** An answer in a transfer coding that Node leaves as it is: all but `chunked` (RFC 9112 section 6.1). */
export class UnreadableCodingError extends Error {}

/** A packed body with something behind it that belongs to no answer. */
export class TrailingBytesError extends Error {}

/** A connection that was closed before an answer began. */
export class NoAnswerError extends Error {}

export interface SendOverOptions {
  /** Makes the request, over whichever connection. */
  open(options: RequestOptions, onAnswer: (answer: IncomingMessage) => void): ClientRequest;
  /** The headers of the request. Axios would copy, check and rename them one by one, which takes longer than all else it does. */
  headers: Readonly<Record<string, string>>;
  /** Ends the request. */
  deadline: Pick<RequestDeadline, "onFailure">;
  /** How long an answer may be, in bytes. */
  maxBytes: number;
}

/** What the adapter gives as the data of axios's answer. */
export interface ReceivedAnswer {
  /** Of the answer, as Node gives them: axios would copy these, too. */
  headers: IncomingMessage["headers"];
  /** The whole body, unpacked. */
  bytes: Buffer;
}

/**
 * What axios sends a request with: Node's own client, over the connections that are given.
 *
 * Axios's adapter for Node brings redirects, proxies, forms and progress along, four fifths of what axios is, and most
 * of the time that loading it takes. None of it is wanted here.
 *
 * Rejects with what Node says about the connection, or with an error of this file. It settles whatever the other side
 * does: with the answer, with the end of the connection, or with the deadline at the latest.
 */
export function sendOver({ open, headers, deadline, maxBytes }: SendOverOptions): AxiosAdapter {
  return (config) =>
    new Promise<AxiosResponse<ReceivedAnswer>>((resolve, reject) => {
      const target = urlToHttpOptions(new URL(config.url ?? ""));
      const method = config.method?.toUpperCase();
      let begun = false;
      const request = open({ ...target, method, headers }, (answer) => {
        begun = true;
        // Without saying to what, which Node takes for an answer, and the connection for one of HTTP still.
        if (answer.statusCode === 101) {
          request.destroy();
          reject(new ChangedProtocolError());
          return;
        }
        readBody(answer, maxBytes).then(
          (bytes) =>
            resolve({
              data: { headers: answer.headers, bytes },
              status: answer.statusCode ?? 0,
              statusText: answer.statusMessage ?? "",
              headers: {},
              config,
              request,
            }),
          (error: unknown) => {
            request.destroy();
            reject(error);
          },
        );
      });
      // Also after the answer: an error that nobody listens for would end the process.
      request.on("error", reject);
      // Without a listener, Node closes such a connection and says neither "response" nor "error".
      request.once("upgrade", (_, socket) => {
        socket.destroy();
        reject(new ChangedProtocolError());
      });
      request.once("close", () => {
        if (!begun) {
          reject(new NoAnswerError());
        }
      });
      deadline.onFailure((error) => {
        request.destroy();
        reject(error);
      });
      request.end(config.data);
    });
}

/** The whole body, unpacked. */
async function readBody(answer: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const { "content-encoding": coding, "transfer-encoding": transfer = "chunked" } = answer.headers;
  if (transfer.trim().toLowerCase() !== "chunked") {
    throw new UnreadableCodingError();
  }
  // Nothing comes between the beginning of reading and waiting for it: a failure there would end the process.
  const body = await collect(answer, maxBytes, () => answer.complete);
  const unpack = coding === undefined ? null : await unpacker(coding.trim().toLowerCase());
  if (unpack === null || body.length === 0) {
    return body;
  }
  unpack.end(body);
  const unpacked = await collect(unpack, maxBytes, () => true);
  // Node takes no notice of what stands behind a body in "deflate" or "br".
  if (unpack.bytesWritten < body.length) {
    throw new TrailingBytesError();
  }
  return unpacked;
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
      if (length <= maxBytes) {
        return;
      }
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
      if (!ended) {
        reject(new CutAnswerError());
      }
    });
  });
}

/** What undoes the packing of a body that was asked for unpacked; `null` for a coding that is none or unknown. */
async function unpacker(coding: string): Promise<(Transform & { readonly bytesWritten: number }) | null> {
  const zlib = await import("node:zlib");
  if (coding === "gzip" || coding === "x-gzip" || coding === "deflate") {
    return zlib.createUnzip();
  }
  if (coding === "br") {
    return zlib.createBrotliDecompress();
  }
  return null;
}
