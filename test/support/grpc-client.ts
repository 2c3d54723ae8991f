import { type ClientHttp2Session, connect, type IncomingHttpHeaders } from "node:http2";
import type { Duplex } from "node:stream";

/** What came back from a call: headers and trailers together, and the raw body. */
export interface GrpcAnswer {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A session over a connected socket. Errors of the session are left to the calls, which fail with it. */
export function openSession(socket: Duplex): ClientHttp2Session {
  const session = connect("http://localhost", { createConnection: () => socket, maxSessionMemory: 4096 });
  session.on("error", () => {});
  return session;
}

/** One message with its header, as gRPC frames it. */
export function frame(message: Uint8Array | string, flag = 0): Buffer {
  const bytes = Buffer.from(message as string);
  const header = Buffer.alloc(5);
  header[0] = flag;
  header.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([header, bytes]);
}

/** Sends these bytes, framed or not, and waits for the end of the answer. */
export function send(
  session: ClientHttp2Session,
  path: string,
  chunks: readonly Uint8Array[],
  headers: Record<string, string> = {},
): Promise<GrpcAnswer> {
  return new Promise((resolve, reject) => {
    const stream = session.request({
      ":method": "POST",
      ":path": path,
      "content-type": "application/grpc",
      te: "trailers",
      ...headers,
    });
    let received: IncomingHttpHeaders = {};
    const body: Buffer[] = [];
    stream.on("response", (response) => {
      received = { ...received, ...response };
    });
    stream.on("trailers", (trailers) => {
      received = { ...received, ...trailers };
    });
    stream.on("data", (chunk: Buffer) => body.push(chunk));
    stream.on("error", reject);
    stream.on("close", () => resolve({ headers: received, body: Buffer.concat(body) }));
    for (const chunk of chunks) {
      stream.write(chunk);
    }
    stream.end();
  });
}

/** Calls a unary method and returns its message. Rejects unless the status is OK. */
export async function call(
  session: ClientHttp2Session,
  path: string,
  message: Uint8Array | string = "",
): Promise<Buffer> {
  const { headers, body } = await send(session, path, [frame(message)]);
  if (headers["grpc-status"] !== "0") {
    throw new Error(`status ${headers["grpc-status"]} from ${path}`);
  }
  return body.subarray(5);
}
