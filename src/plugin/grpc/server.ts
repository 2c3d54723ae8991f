import {
  constants,
  createServer,
  type Http2Server,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from "node:http2";
import { createFrameReader, FRAME_HEADER_BYTES, frameHeader } from "./frame";
import type { UnaryMethod } from "./method";
import { requireSettings } from "./require-settings";
import { encodeStatusMessage, GrpcCode, GrpcStatusError } from "./status";

/** How calls of one path are answered. */
export type GrpcRoute =
  /** One request, one reply; `replied` runs when the reply has left, or the caller has. */
  | { readonly unary: UnaryMethod; readonly replied?: () => void }
  /** A stream that carries nothing and stays open until the peer closes it. */
  | { readonly heldOpen: true };

/** What {@link createGrpcServer} needs. */
export interface GrpcServerOptions {
  /** Routes by full path, e.g. `/tfplugin6.Provider/ReadDataSource`. Calls that come earlier wait for them. */
  readonly routes: Promise<ReadonlyMap<string, GrpcRoute>>;
  /** A method rejected, which is a bug of the method. The caller sees INTERNAL and no detail. */
  readonly onFailure: (path: string, error: unknown) => void;
  readonly onSession: (session: ServerHttp2Session) => void;
  /** How long a peer has for its SETTINGS before it is cut off, in milliseconds. @default 20 000 */
  readonly settingsWithinMs?: number;
}

const SETTINGS_WITHIN_MS = 20_000;

/** Flow control: how much a peer may send ahead on one stream, and on all streams of a connection together. */
const STREAM_WINDOW_BYTES = 1024 * 1024;
const CONNECTION_WINDOW_BYTES = 16 * 1024 * 1024;

/**
 * Memory one connection may use, in megabytes. Node's 10 would refuse new streams while a large reply is on its way;
 * messages have limits of their own.
 */
const SESSION_MEMORY_MB = 4096;

const SMALL_REPLY_BYTES = 64 * 1024;

const REPLY_HEADERS: OutgoingHttpHeaders = {
  ":status": 200,
  "content-type": "application/grpc",
  "grpc-accept-encoding": "identity",
};

/**
 * A gRPC server over `node:http2`, for connections handed to it by `emit("connection", socket)`; it opens no port.
 * Source: grpc/doc/PROTOCOL-HTTP2.md.
 */
export function createGrpcServer(options: GrpcServerOptions): Http2Server {
  const server = createServer({
    maxSessionMemory: SESSION_MEMORY_MB,
    settings: { initialWindowSize: STREAM_WINDOW_BYTES, maxConcurrentStreams: 1000 },
  });
  server.on("session", (session) => {
    session.setLocalWindowSize(CONNECTION_WINDOW_BYTES);
    requireSettings(session, options.settingsWithinMs ?? SETTINGS_WITHIN_MS);
    options.onSession(session);
  });
  server.on("stream", (stream, headers) => void answer(stream, headers, options));
  return server;
}

/** Never rejects: whatever goes wrong becomes a status, or nothing when the caller is gone. */
async function answer(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  { routes, onFailure }: GrpcServerOptions,
): Promise<void> {
  // A broken stream ends in `close`, where it is dealt with; without a listener it would end the process.
  stream.on("error", () => {});
  const path = headers[":path"] ?? "";
  if (!headers["content-type"]?.startsWith("application/grpc")) {
    stream.respond({ ":status": 415 }, { endStream: true });
    stream.resume();
    return;
  }
  try {
    const route = (await routes).get(path);
    if (route === undefined) {
      throw new GrpcStatusError(GrpcCode.unimplemented, `unknown method ${path}`);
    }
    if ("heldOpen" in route) {
      holdOpen(stream);
      return;
    }
    if (route.replied !== undefined) stream.once("close", route.replied);
    // A stream whose connection is gone already has nobody to answer.
    const connection = stream.session ?? stream;
    sendReply(stream, await route.unary(await readMessage(stream), connection));
  } catch (error) {
    if (!(error instanceof GrpcStatusError)) onFailure(path, error);
    sendStatus(stream, error);
  }
}

function readMessage(stream: ServerHttp2Stream): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const reader = createFrameReader();
    const settle = (attempt: () => void) => {
      try {
        attempt();
      } catch (error) {
        stream.off("data", take);
        reject(error);
      }
    };
    const take = (chunk: Buffer) => settle(() => reader.push(chunk));
    stream.on("data", take);
    stream.once("end", () => settle(() => resolve(reader.finish())));
    stream.once("close", () => {
      // The caller has given up, so nobody reads this status. Errors are dear: none is made for a finished request.
      if (!stream.readableEnded) reject(new GrpcStatusError(GrpcCode.internal, "The call was abandoned."));
    });
  });
}

function sendReply(stream: ServerHttp2Stream, message: Uint8Array): void {
  const header = frameHeader(message.length);
  if (isGone(stream)) return;
  stream.respond(REPLY_HEADERS, { waitForTrailers: true });
  stream.once("wantTrailers", () => {
    if (!stream.destroyed) stream.sendTrailers({ "grpc-status": "0" });
  });
  if (message.length <= SMALL_REPLY_BYTES) {
    stream.end(Buffer.concat([header, message], FRAME_HEADER_BYTES + message.length));
  } else {
    stream.write(header);
    stream.end(message);
  }
}

function sendStatus(stream: ServerHttp2Stream, error: unknown): void {
  if (isGone(stream) || stream.headersSent) return;
  const status =
    error instanceof GrpcStatusError
      ? error
      : new GrpcStatusError(
          GrpcCode.internal,
          "The provider failed to answer; this is a bug in the provider.",
        );
  stream.respond(
    {
      ...REPLY_HEADERS,
      "grpc-status": String(status.code),
      "grpc-message": encodeStatusMessage(status.message),
    },
    { endStream: true },
  );
  // The rest of a refused request is not wanted: NO_ERROR tells the peer to stop and keep the status.
  stream.resume();
  if (!stream.readableEnded) stream.close(constants.NGHTTP2_NO_ERROR);
}

function holdOpen(stream: ServerHttp2Stream): void {
  if (isGone(stream)) return;
  stream.respond(REPLY_HEADERS, { waitForTrailers: true });
  stream.once("wantTrailers", () => {
    if (!stream.destroyed) stream.sendTrailers({ "grpc-status": "0" });
  });
  stream.resume();
}

function isGone(stream: ServerHttp2Stream): boolean {
  return stream.destroyed || stream.closed;
}
