/**
 * One unary RPC: raw protobuf request in, raw protobuf reply out. A rejection is a bug and becomes INTERNAL.
 *
 * @param connection an object that identifies the connection of the call: the same for all its calls
 */
export type UnaryMethod = (request: Uint8Array, connection: object) => Promise<Uint8Array>;

/** Handlers of one gRPC service, keyed by RPC name as spelled in the .proto, e.g. "GetProviderSchema". */
export type UnaryMethods = Readonly<Record<string, UnaryMethod>>;

/** A call whose reply is a stream of messages. */
export interface StreamCall {
  /** Identifies the connection of the call: the same object for all its calls. */
  readonly connection: object;
  /** Aborted when the caller has cancelled the call or has gone. */
  readonly signal: AbortSignal;
  /**
   * Sends a message. Messages arrive in the order of the calls.
   *
   * @returns a promise for the moment at which the caller has room for more. It never rejects; what is sent to a caller
   *   that has gone is dropped
   */
  send(message: Uint8Array): Promise<void>;
}

/**
 * One RPC with a stream as its reply: raw protobuf request in, any number of raw protobuf messages out. The stream ends
 * when the promise resolves. A rejection is a bug: it ends the stream with INTERNAL.
 */
export type StreamMethod = (request: Uint8Array, call: StreamCall) => Promise<void>;

/** Like {@link UnaryMethods}, for RPCs with a stream as their reply. */
export type StreamMethods = Readonly<Record<string, StreamMethod>>;
