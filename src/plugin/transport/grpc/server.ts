import type { Duplex } from "node:stream";
import { type Connection, serveConnection } from "../http2/connection";
import { headerBlock } from "../http2/header-block";
import type { RequestEvents, ServerStream } from "../http2/stream";
import { createMessageReader, frameHeader } from "./frame";
import type { UnaryMethod } from "./method";
import { encodeStatusMessage, GrpcCode, GrpcStatusError } from "./status";

/** The handler for the calls of one path. */
export type GrpcRoute =
  /** One request, one reply; `replied` runs when the reply has been sent or the caller has gone. */
  | { readonly unary: UnaryMethod; readonly replied?: () => void }
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
  try {
    const route = await find(path);
    if (route === undefined) {
      throw new GrpcStatusError(GrpcCode.unimplemented, `unknown method ${path}`);
    }
    if ("heldOpen" in route) {
      stream.respond(HEADERS);
      return;
    }
    sendReply(stream, await route.unary(await request.message(), stream.connection), route.replied);
  } catch (error) {
    if (!(error instanceof GrpcStatusError)) {
      onFailure(path, error);
    }
    sendStatus(stream, error);
  }
}

function sendReply(stream: ServerStream, message: Uint8Array, replied?: () => void): void {
  const header = frameHeader(message.length);
  if (!stream.open) {
    replied?.();
    return;
  }
  stream.respond(HEADERS);
  // A small message goes into one frame with its header; a large one is not copied.
  if (message.length <= SMALL_REPLY_BYTES) {
    stream.write(Buffer.concat([header, message]));
  } else {
    stream.write(header);
    stream.write(message);
  }
  stream.end(TRAILERS, replied);
}

function sendStatus(stream: ServerStream, error: unknown): void {
  const status =
    error instanceof GrpcStatusError
      ? error
      : new GrpcStatusError(
          GrpcCode.internal,
          "The provider failed to respond; this is a bug in the provider.",
        );
  const fields = headerBlock(
    [":status", "200"],
    ["content-type", "application/grpc"],
    ["grpc-status", String(status.code)],
    ["grpc-message", encodeStatusMessage(status.message)],
  );
  stream.respond(fields, true);
}

/** What the peer sends on one stream. */
class Request implements RequestEvents {
  /** Resolves when the stream is complete. */
  readonly #over: Promise<void>;
  readonly #reader = createMessageReader();
  #whole = false;
  #refusal: unknown;
  #finish: () => void = () => {};

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
    this.#finish();
  }
}
