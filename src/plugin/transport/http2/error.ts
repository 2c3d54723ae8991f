/** Why a stream or a connection ends. Source: RFC 9113 section 7. */
export const ErrorCode = {
  noError: 0x0,
  protocolError: 0x1,
  internalError: 0x2,
  flowControlError: 0x3,
  streamClosed: 0x5,
  frameSizeError: 0x6,
  refusedStream: 0x7,
  cancel: 0x8,
  compressionError: 0x9,
  enhanceYourCalm: 0xb,
} as const;

export type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode];

/** The peer violated the protocol, and its connection must end. */
export class ConnectionError extends Error {
  override readonly name = "ConnectionError";

  constructor(
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** The error of a peer that violated a rule; `rule` says which. */
export function violation(rule: string): ConnectionError {
  return new ConnectionError(ErrorCode.protocolError, `The peer violated HTTP/2: ${rule}.`);
}

export function wrongSize(): ConnectionError {
  return new ConnectionError(ErrorCode.frameSizeError, "A frame has an invalid length for its type.");
}

export function windowTooLarge(): ConnectionError {
  return new ConnectionError(ErrorCode.flowControlError, "A flow-control window exceeds its maximum.");
}

/** Throws {@link wrongSize} for a payload of another length. */
export function requireLength(payload: Uint8Array, bytes: number): void {
  if (payload.length !== bytes) {
    throw wrongSize();
  }
}
