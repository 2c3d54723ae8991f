import type { Duplex } from "node:stream";
import { type Connection, serveConnection } from "../http2/connection";
import { headerBlock } from "../http2/header-block";
import type { RequestEvents, ServerStream } from "../http2/stream";
import { createMessageReader, frameHeader } from "./frame";
import type { StreamCall, StreamMethod, UnaryMethod } from "./method";
import { encodeStatusMessage, GrpcCode, GrpcStatusError } from "./status";

/** The handler for the calls of one path. */
export type GrpcRoute =
  /** One request, one reply; `replied` runs when the reply has been sent or the caller has gone. */
  | { readonly unary: UnaryMethod; readonly replied?: () => void }
  /** One request, a stream of messages as the reply. */
  | { readonly stream: StreamMethod }
  /** An empty stream that stays open until the peer cancels it. */
  | { readonly heldOpen: true };

/** The options of {@link createGrpcServer}. */
export interface GrpcServerOptions {
  /**
   * Finds the route of a full path, e.g. `/tfplugin6.Provider/ReadDataSource`. It may load code on demand.
   */
  readonly route: (path: string) => GrpcRoute | undefined | Promise<GrpcRoute | undefined>;
  /** A method rejected, which is a bug of the method. The caller sees INTERNAL and no detail. */
  readonly onFailure: (path: string, error: unknown) => void;
  readonly onConnection: (connection: Connection) => void;
  /** How long a peer has for its SETTINGS before it is cut off, in milliseconds. @default 20 000 */
  readonly settingsWithinMs?: number;
}

/** A gRPC server for connections that others accept. */
export interface GrpcServer {
  serve(socket: Duplex): void;
}

const SETTINGS_WITHIN_MS = 20_000;

const SMALL_REPLY_BYTES = 8 * 1024;

const HEADERS = headerBlock([":status", "200"], ["content-type", "application/grpc"]);
const TRAILERS = headerBlock(["grpc-status", "0"]);
const NOT_GRPC = headerBlock([":status", "415"]);

/** A gRPC server over HTTP/2. Source: grpc/doc/PROTOCOL-HTTP2.md. */
export function createGrpcServer(options: GrpcServerOptions): GrpcServer {
  return {
    serve(socket) {
      const connection = serveConnection(socket, {
        settingsWithinMs: options.settingsWithinMs ?? SETTINGS_WITHIN_MS,
        onRequest: (stream, fields) => receive(stream, fields, options),
      });
      options.onConnection(connection);
    },
  };
}

/** Starts a call; the result takes the rest of the request. */
function receive(
  stream: ServerStream,
  fields: ReadonlyMap<string, string>,
  options: GrpcServerOptions,
): RequestEvents {
  if (!fields.get("content-type")?.startsWith("application/grpc")) {
    stream.respond(NOT_GRPC, true);
    return {};
  }
  const request = new Request();
  void answer(stream, request, fields.get(":path") ?? "", options);
  return request;
}

/** Never rejects: a failure becomes a status, or nothing if the caller has gone. */
async function answer(
  stream: ServerStream,
  request: Request,
  path: string,
  { route: find, onFailure }: GrpcServerOptions,
): Promise<void> {
  let reply: ReplyStream | undefined;
  try {
    const route = await find(path);
    if (route === undefined) {
      throw new GrpcStatusError(GrpcCode.unimplemented, `unknown method ${path}`);
    }
    if ("heldOpen" in route) {
      stream.respond(HEADERS);
      return;
    }
    if ("stream" in route) {
      const message = await request.message();
      reply = new ReplyStream(stream, request);
      await route.stream(message, reply);
      reply.end();
      return;
    }
    sendReply(stream, await route.unary(await request.message(), stream.connection), route.replied);
  } catch (error) {
    if (!(error instanceof GrpcStatusError)) {
      onFailure(path, error);
    }
    sendStatus(stream, error, reply?.started ?? false);
  }
}

/** The reply of one call, message by message. */
class ReplyStream implements StreamCall {
  readonly connection: object;
  readonly signal: AbortSignal;
  started = false;

  constructor(
    private readonly stream: ServerStream,
    request: Request,
  ) {
    this.connection = stream.connection;
    this.signal = request.gone();
  }

  // An arrow function, because handlers pass it on.
  readonly send = (message: Uint8Array): Promise<void> => {
    this.#start();
    writeMessage(this.stream, frameHeader(message.length), message);
    return this.stream.sent();
  };

  end(): void {
    this.#start();
    this.stream.end(TRAILERS);
  }

  #start(): void {
    if (!this.started) {
      this.started = true;
      this.stream.respond(HEADERS);
    }
  }
}

function sendReply(stream: ServerStream, message: Uint8Array, replied?: () => void): void {
  const header = frameHeader(message.length);
  if (!stream.open) {
    replied?.();
    return;
  }
  stream.respond(HEADERS);
  writeMessage(stream, header, message);
  stream.end(TRAILERS, replied);
}

/** A small message goes into one frame with its header; a large one is not copied. */
function writeMessage(stream: ServerStream, header: Buffer, message: Uint8Array): void {
  if (message.length <= SMALL_REPLY_BYTES) {
    stream.write(Buffer.concat([header, message]));
  } else {
    stream.write(header);
    stream.write(message);
  }
}

/** Once a reply has begun, the status comes after it. */
function sendStatus(stream: ServerStream, error: unknown, begun: boolean): void {
  const status =
    error instanceof GrpcStatusError
      ? error
      : new GrpcStatusError(
          GrpcCode.internal,
          "The provider failed to respond; this is a bug in the provider.",
        );
  const fields: [string, string][] = [
    ["grpc-status", String(status.code)],
    ["grpc-message", encodeStatusMessage(status.message)],
  ];
  if (begun) {
    stream.end(headerBlock(...fields));
  } else {
    stream.respond(headerBlock([":status", "200"], ["content-type", "application/grpc"], ...fields), true);
  }
}

/** What the peer sends on one stream. */
class Request implements RequestEvents {
  /** Resolves when the stream is complete. */
  readonly #over: Promise<void>;
  readonly #reader = createMessageReader();
  #whole = false;
  #refusal: unknown;
  #finish: () => void = () => {};
  #closed = false;
  #gone: AbortController | undefined;

  constructor() {
    this.#over = new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  /** The single message of a unary call. @throws GrpcStatusError if it is missing or incomplete */
  async message(): Promise<Uint8Array> {
    await this.#over;
    if (this.#refusal !== undefined) {
      throw this.#refusal;
    }
    if (!this.#whole) {
      throw new GrpcStatusError(GrpcCode.internal, "The call was abandoned.");
    }
    return this.#reader.finish();
  }

  data(chunk: Buffer): void {
    if (this.#refusal !== undefined) {
      return;
    }
    try {
      this.#reader.push(chunk);
    } catch (error) {
      this.#refusal = error;
      this.#finish();
    }
  }

  end(): void {
    this.#whole = true;
    this.#finish();
  }

  closed(): void {
    this.#closed = true;
    this.#gone?.abort();
    this.#finish();
  }

  /** Aborted when the stream is closed. */
  gone(): AbortSignal {
    this.#gone ??= new AbortController();
    if (this.#closed) {
      this.#gone.abort();
    }
    return this.#gone.signal;
  }
}
