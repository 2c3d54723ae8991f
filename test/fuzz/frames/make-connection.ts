import { Flag, FrameType, frame, frameHeader } from "../../../src/plugin/transport/http2/frame";
import { headerBlock } from "../../../src/plugin/transport/http2/header-block";
import type { Random } from "../random";
import { type Call, makeCall } from "./make-messages";

/** What a client sends over one connection, in the pieces in which it sends it. */
export interface MadeConnection {
  readonly pieces: readonly Buffer[];
  /** The methods that are called. */
  readonly methods: readonly string[];
  /** Whether nothing in it is damaged: every call has to be answered. */
  readonly pristine: boolean;
}

const PREFACE = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

/**
 * A connection with some calls, as it is or damaged: bytes of messages, frames and header blocks are changed, cut,
 * repeated, taken out or put in, and lengths lie (RFC 9113 sections 4 to 6, RFC 7541, gRPC over HTTP/2).
 */
export function makeConnection(random: Random): MadeConnection {
  const pristine = random.chance(0.2);
  const damages = (probability: number) => !pristine && random.chance(probability);
  const calls = Array.from({ length: random.int(1, 4) }, () => makeCall(random));
  const frames = [frame(FrameType.settings, Flag.none, 0, settings(random, damages(0.1)))];
  for (const [index, call] of calls.entries()) {
    const streamId = damages(0.05) ? random.int(0, 9) : 2 * index + 1;
    frames.push(...headers(random, streamId, call, damages), ...data(random, streamId, call, damages));
    if (damages(0.3)) {
      frames.push(anyFrame(random));
    }
  }
  if (damages(0.1)) {
    frames.splice(random.int(0, frames.length - 1), 1);
  }
  if (damages(0.1)) {
    frames.push(random.pick(frames));
  }
  let bytes: Buffer = Buffer.concat([...(damages(0.03) ? [] : [PREFACE]), ...frames]);
  if (damages(0.3)) {
    bytes = damaged(random, bytes);
  }
  return { pieces: split(random, bytes), methods: calls.map(({ method }) => method), pristine };
}

type Damages = (probability: number) => boolean;

function settings(random: Random, isStrange: boolean): Buffer {
  if (isStrange) {
    return random.bytes(random.int(0, 30));
  }
  const pairs = Array.from({ length: random.int(0, 2) }, () => {
    const [id, value] = random.pick([
      [1, 4_096],
      [2, 0],
      [4, 65_535],
      [6, 16_384],
    ] as const);
    const pair = Buffer.alloc(6);
    pair.writeUInt16BE(id, 0);
    pair.writeUInt32BE(value, 2);
    return pair;
  });
  return Buffer.concat(pairs);
}

function headers(random: Random, streamId: number, { method }: Call, damages: Damages): Buffer[] {
  const service = damages(0.03) ? "grpc.health.v1.Health" : "tfplugin6.Provider";
  const block = headerBlock(
    [":method", damages(0.03) ? "GET" : "POST"],
    [":scheme", "http"],
    [":path", `/${service}/${method}`],
    ["content-type", damages(0.03) ? "text/plain" : "application/grpc"],
    ["te", "trailers"],
    ...(damages(0.1) ? [["x-long", "v".repeat(random.int(0, 20_000))] as [string, string]] : []),
  );
  const sent = damages(0.2) ? damaged(random, block) : block;
  const flags = damages(0.1) ? random.int(0, 255) : Flag.endHeaders;
  if (sent.length < 16_000 && !damages(0.1)) {
    return [frame(FrameType.headers, flags, streamId, sent)];
  }
  const cut = Math.min(random.int(0, sent.length), 16_000);
  return [
    frame(FrameType.headers, Flag.none, streamId, sent.subarray(0, cut)),
    frame(FrameType.continuation, Flag.endHeaders, streamId, sent.subarray(cut, cut + 16_000)),
  ];
}

function data(random: Random, streamId: number, { message }: Call, damages: Damages): Buffer[] {
  const content = damages(0.4) ? damaged(random, message) : message;
  const header = Buffer.alloc(5);
  header[0] = damages(0.03) ? random.int(1, 255) : 0;
  header.writeUInt32BE(damages(0.05) ? random.int(0, 2 ** 32 - 1) : content.length, 1);
  const framed = Buffer.concat([header, content]);
  const parts: Buffer[] = [];
  for (let at = 0; at < framed.length; at += 16_000) {
    parts.push(framed.subarray(at, at + 16_000));
  }
  return parts.map((part, index) => {
    const isLast = index === parts.length - 1;
    const flags = damages(0.05) ? random.int(0, 255) : isLast ? Flag.endStream : Flag.none;
    return frame(FrameType.data, flags, streamId, part);
  });
}

/** Any frame of any type, of which the length may lie. */
function anyFrame(random: Random): Buffer {
  const payload = random.bytes(random.int(0, 24));
  const length = random.chance(0.9) ? payload.length : random.int(0, 2 ** 24 - 1);
  const header = frameHeader(length, random.int(0, 12), random.int(0, 255), random.int(0, 9));
  return Buffer.concat([header, payload]);
}

function damaged(random: Random, bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const at = random.int(0, Math.max(0, copy.length - 1));
  switch (random.int(0, 4)) {
    case 0:
      if (copy.length > 0) {
        copy[at] = random.int(0, 255);
      }
      return copy;
    case 1:
      return copy.subarray(0, at);
    case 2:
      return Buffer.concat([copy.subarray(0, at), random.bytes(random.int(1, 8)), copy.subarray(at)]);
    case 3:
      return Buffer.concat([copy.subarray(0, at), copy.subarray(at + random.int(1, 8))]);
    default:
      // A length of any format that promises more than follows.
      return Buffer.concat([
        copy.subarray(0, at),
        random.pick(["dd7fffffff", "df7fffffff", "dbffffffff", "c6ffffffff", "ffffffff7f"].map(fromHex)),
        copy.subarray(at),
      ]);
  }
}

function fromHex(text: string): Buffer {
  return Buffer.from(text, "hex");
}

function split(random: Random, bytes: Buffer): Buffer[] {
  if (random.chance(0.7)) {
    return [bytes];
  }
  const at = random.int(0, bytes.length);
  return [bytes.subarray(0, at), bytes.subarray(at)];
}
