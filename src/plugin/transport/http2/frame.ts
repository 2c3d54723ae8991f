import { ConnectionError, ErrorCode, violation } from "./error";

/** Source: RFC 9113 section 6. */
export const FrameType = {
  data: 0x0,
  headers: 0x1,
  priority: 0x2,
  resetStream: 0x3,
  settings: 0x4,
  pushPromise: 0x5,
  ping: 0x6,
  goAway: 0x7,
  windowUpdate: 0x8,
  continuation: 0x9,
} as const;

/** Bits in a frame's flags; acknowledgement and end of stream share one. */
export const Flag = {
  none: 0x0,
  acknowledged: 0x1,
  endStream: 0x1,
  endHeaders: 0x4,
  padded: 0x8,
  priority: 0x20,
} as const;

/** One frame. The payload is a view of the bytes that arrived. */
export interface Frame {
  readonly type: number;
  readonly flags: number;
  /** 0 is the connection as a whole. */
  readonly streamId: number;
  readonly payload: Buffer;
}

const HEADER_BYTES = 9;

/** The maximum payload, for both sides. Source: RFC 9113 section 6.5.2. */
export const MAX_PAYLOAD_BYTES = 16_384;

/** A frame's header, to be followed by this many bytes of payload. */
export function frameHeader(length: number, type: number, flags: number, streamId: number): Buffer {
  const header = Buffer.allocUnsafe(HEADER_BYTES);
  header.writeUInt32BE(length * 0x100 + type, 0);
  header[4] = flags;
  header.writeUInt32BE(streamId, 5);
  return header;
}

/** A whole frame. */
export function frame(type: number, flags: number, streamId: number, payload: Uint8Array): Buffer {
  return Buffer.concat([frameHeader(payload.length, type, flags, streamId), payload]);
}

/** A frame whose payload is one number of 32 bits. */
export function numberFrame(type: number, streamId: number, value: number): Buffer {
  const payload = Buffer.allocUnsafe(4);
  payload.writeUInt32BE(value);
  return frame(type, Flag.none, streamId, payload);
}

/** Splits incoming bytes into frames. @throws ConnectionError from `take` for a frame that is too long */
export function createFrameReader(onFrame: (frame: Frame) => void): { take(chunk: Buffer): void } {
  let rest: Buffer;
  /** Number of bytes to wait for before the next check: a long frame comes in many chunks. */
  let wanted = HEADER_BYTES;
  let parts: Buffer[] = [];
  let arrived = 0;
  return {
    take(chunk) {
      parts.push(chunk);
      arrived += chunk.length;
      if (arrived < wanted) {
        return;
      }
      rest = parts.length === 1 ? chunk : Buffer.concat(parts, arrived);
      let at = 0;
      wanted = HEADER_BYTES;
      while (rest.length - at >= HEADER_BYTES) {
        const length = rest.readUIntBE(at, 3);
        if (length > MAX_PAYLOAD_BYTES) {
          throw new ConnectionError(ErrorCode.frameSizeError, `A frame of ${length} bytes is too long.`);
        }
        const end = at + HEADER_BYTES + length;
        if (rest.length < end) {
          wanted = HEADER_BYTES + length;
          break;
        }
        onFrame({
          type: rest[at + 3] as number,
          flags: rest[at + 4] as number,
          streamId: rest.readUInt32BE(at + 5) & 0x7fff_ffff,
          payload: rest.subarray(at + HEADER_BYTES, end),
        });
        at = end;
      }
      rest = rest.subarray(at);
      parts = rest.length > 0 ? [rest] : [];
      arrived = rest.length;
    },
  };
}

/** The payload of DATA or HEADERS without its padding. Throws if the padding is longer than the frame. */
export function withoutPadding({ flags, payload }: Frame): Buffer {
  if (!(flags & Flag.padded)) {
    return payload;
  }
  const padding = payload[0] ?? payload.length;
  if (padding >= payload.length) {
    throw violation("there is more padding than frame");
  }
  return payload.subarray(1, payload.length - padding);
}
