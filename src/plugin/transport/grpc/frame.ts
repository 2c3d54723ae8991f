import { GrpcCode, GrpcStatusError } from "./status";

/** Bytes before each message: one flag (1 = compressed), then the length, big-endian. */
export const FRAME_HEADER_BYTES = 5;

/** Maximum size of a message in bytes, as in terraform-plugin-go. */
export const MAX_MESSAGE_BYTES = 256 * 1024 * 1024;

/**
 * The header that goes before a message of this many bytes.
 *
 * @throws GrpcStatusError RESOURCE_EXHAUSTED above {@link MAX_MESSAGE_BYTES}
 */
export function frameHeader(length: number): Buffer {
  refuseOversized(length, "reply");
  const header = Buffer.alloc(FRAME_HEADER_BYTES);
  header.writeUInt32BE(length, 1);
  return header;
}

/** Assembles the single message of a unary request from the chunks of its stream. */
export interface FrameReader {
  /** Takes the next chunk. @throws GrpcStatusError as soon as the message is invalid */
  push(chunk: Buffer): void;
  /** The message, after the peer has ended its side. @throws GrpcStatusError if it is incomplete */
  finish(): Buffer;
}

/** Reads exactly one uncompressed message of at most {@link MAX_MESSAGE_BYTES}. */
export function createMessageReader(): FrameReader {
  let chunks: Buffer[] = [];
  let received = 0;
  /** Header and message together; unknown until the header is there. */
  let expected: number | undefined;

  function collected(): Buffer {
    const [only] = chunks;
    if (chunks.length === 1 && only !== undefined) {
      return only;
    }
    const joined = Buffer.concat(chunks, received);
    chunks = [joined];
    return joined;
  }

  return {
    push(chunk) {
      chunks.push(chunk);
      received += chunk.length;
      if (expected === undefined && received >= FRAME_HEADER_BYTES) {
        expected = FRAME_HEADER_BYTES + messageLength(collected());
      }
      if (expected !== undefined && received > expected) {
        throw new GrpcStatusError(GrpcCode.internal, "A unary request must have exactly one message.");
      }
    },
    finish() {
      if (expected === undefined || received < expected) {
        throw new GrpcStatusError(GrpcCode.internal, "The request ended in the middle of its message.");
      }
      return collected().subarray(FRAME_HEADER_BYTES);
    },
  };
}

function messageLength(start: Buffer): number {
  if (start[0] !== 0) {
    throw new GrpcStatusError(GrpcCode.unimplemented, "Compressed messages are not supported.");
  }
  const length = start.readUInt32BE(1);
  refuseOversized(length, "request");
  return length;
}

function refuseOversized(length: number, what: "request" | "reply"): void {
  if (length > MAX_MESSAGE_BYTES) {
    throw new GrpcStatusError(
      GrpcCode.resourceExhausted,
      `The ${what} is ${length} bytes long; the limit is ${MAX_MESSAGE_BYTES}.`,
    );
  }
}
