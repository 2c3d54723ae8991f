/**
 * One unary RPC: raw protobuf request in, raw protobuf reply out. A rejection is a bug and becomes INTERNAL.
 *
 * @param connection an object that identifies the connection of the call: the same for all its calls
 */
export type UnaryMethod = (request: Uint8Array, connection: object) => Promise<Uint8Array>;

/** Handlers of one gRPC service, keyed by RPC name as spelled in the .proto, e.g. "GetProviderSchema". */
export type UnaryMethods = Readonly<Record<string, UnaryMethod>>;
