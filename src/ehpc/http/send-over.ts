import type { ClientRequest, IncomingMessage, RequestOptions } from "node:http";
import type { Transform } from "node:stream";
import { urlToHttpOptions } from "node:url";
import type { AxiosAdapter } from "axios";

/** An answer that is longer than was allowed, packed or unpacked. */
export class OversizedAnswerError extends Error {}

/** An answer whose connection ended before all of it was there. */
export class CutAnswerError extends Error {}

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
 * The body of an answer is a Buffer. Rejects with what Node says about the connection, or with an error of this file.
 */
export function sendOver({ open, signal, maxBytes }: SendOverOptions): AxiosAdapter {
  return (config) =>
    new Promise((resolve, reject) => {
      const target = urlToHttpOptions(new URL(config.url ?? ""));
      const method = config.method?.toUpperCase();
      const request = open({ ...target, method, headers: config.headers.toJSON() }, (answer) => {
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
      const stop = () => {
        request.destroy();
        reject(new Error("The request was stopped."));
      };
      // Also after the answer: an error that nobody listens for would end the process.
      request.on("error", reject);
      request.once("close", () => signal.removeEventListener("abort", stop));
      if (signal.aborted) stop();
      else signal.addEventListener("abort", stop, { once: true });
      request.end(config.data);
    });
}

/** The whole body, unpacked. */
async function readBody(answer: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const coding = answer.headers["content-encoding"];
  const packed = collect(answer, maxBytes, () => answer.complete);
  const unpack = coding === undefined ? null : await unpacker(coding.trim().toLowerCase());
  const body = await packed;
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
