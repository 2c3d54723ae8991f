/** The gRPC status codes this server sends. Source: grpc/doc/statuscodes.md. */
export const GrpcCode = {
  ok: 0,
  notFound: 5,
  resourceExhausted: 8,
  unimplemented: 12,
  internal: 13,
} as const;

/** Any value of {@link GrpcCode}. */
export type GrpcCode = (typeof GrpcCode)[keyof typeof GrpcCode];

/** A status other than OK. It is thrown before a reply, and sent as trailers. */
export class GrpcStatusError extends Error {
  override readonly name = "GrpcStatusError";

  /**
   * @param code - the status code
   * @param message - one sentence for the peer; never anything secret
   */
  constructor(
    readonly code: GrpcCode,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Encodes a status message for the `grpc-message` header: printable ASCII stays, `%` and every other byte of the UTF-8
 * text becomes `%XX`. Source: "Percent-Byte" in grpc/doc/PROTOCOL-HTTP2.md.
 */
export function encodeStatusMessage(message: string): string {
  let encoded = "";
  for (const byte of Buffer.from(message, "utf8")) {
    const plain = byte >= 0x20 && byte <= 0x7e && byte !== 0x25;
    encoded += plain ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return encoded;
}
