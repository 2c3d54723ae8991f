import { brotliCompressSync, constants, deflateSync, gzipSync } from "node:zlib";
import { type MadeBody, makeBody, type Operation, SECRET_FORMS } from "../bodies/make-body";
import type { Random } from "../random";

/** How a server ends a connection after an answer, if it does. */
export type Ending = "keep" | "end" | "destroy" | "reset";

/** What a server sends for a request. */
export interface MadeAnswer {
  /** What is sent at a time. Between two parts, time passes. */
  readonly parts: readonly Buffer[];
  /** Milliseconds between two parts. */
  readonly pauseMs: number;
  readonly ending: Ending;
  /** Whether it is sent before the request has come. */
  readonly early: boolean;
  /** Whether nothing is wrong with it: such an answer has to be believed. */
  readonly pristine: boolean;
}

/** The server puts the request here that it was sent. */
export const ECHO = "@@THE-REQUEST@@";

/** The unpacked size of a bomb, in bytes; packed, it is a thousandth of that. */
const BOMB_BYTES = 48 * 1024 * 1024;
let bombs: readonly (readonly [string, Buffer])[] | undefined;

/** Bodies that are long only when they are unpacked, by their coding. Made once, and when they are needed. */
function makeBombs(): readonly (readonly [string, Buffer])[] {
  const blanks = Buffer.alloc(BOMB_BYTES, 0x20);
  bombs ??= [
    ["gzip", gzipSync(blanks)],
    ["deflate", deflateSync(blanks)],
    ["br", brotliCompressSync(blanks, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
  ];
  return bombs;
}

/** An answer for an operation, and the job that it is about. */
export function makeAnswer(random: Random, operation: Operation): { answer: MadeAnswer; made: MadeBody } {
  const made = makeBody(random, operation);
  if (made.pristine && random.chance(0.5)) {
    const answer = { pauseMs: 0, ending: "keep", early: false, pristine: true } as const;
    return { made, answer: { ...answer, parts: [usual(Buffer.from(made.text))] } };
  }
  let bytes = response(random, bodyOf(random, made));
  if (random.chance(0.05)) {
    bytes = Buffer.concat([informational(random), bytes]);
  }
  if (random.chance(0.1)) {
    bytes = bytes.subarray(0, random.int(0, bytes.length));
  }
  if (random.chance(0.05)) {
    bytes = flipped(random, bytes);
  }
  if (random.chance(0.12)) {
    bytes = Buffer.concat([bytes, junk(random, made)]);
  }
  const isSlow = random.chance(0.05);
  const parts = split(random, bytes, isSlow ? random.int(2, 12) : random.chance(0.2) ? random.int(2, 5) : 1);
  return {
    made,
    answer: {
      parts,
      pauseMs: isSlow ? random.int(1, 12) : 0,
      ending: random.pick<Ending>(["keep", "keep", "keep", "end", "end", "destroy", "reset"]),
      early: random.chance(0.02),
      pristine: false,
    },
  };
}

function usual(body: Buffer): Buffer {
  const head = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head, "latin1"), body]);
}

function bodyOf(random: Random, made: MadeBody): Buffer {
  if (random.chance(0.03)) {
    const quoted = `{"Code":"SignatureDoesNotMatch","Message":"server string to sign is ${ECHO}","RequestId":"R-1"}`;
    return Buffer.from(random.chance(0.5) ? quoted : ECHO);
  }
  if (random.chance(0.03)) {
    return random.bytes(random.int(0, 200));
  }
  return Buffer.from(made.text);
}

function response(random: Random, body: Buffer): Buffer {
  const status = random.chance(0.7)
    ? "200"
    : random.pick([statusOf(random), statusOf(random), "101", "204", "099", "1000", "2x0", ""]);
  const version = random.chance(0.93)
    ? "HTTP/1.1"
    : random.pick(["HTTP/1.0", "HTTP/2.0", "HTTP/1.2", "http/1.1", "ICY", ""]);
  const reason = random.pick(["OK", "OK", "", "Switching Protocols", "\u00e9", random.pick(SECRET_FORMS)]);
  const headers: string[] = ["Content-Type: application/json"];
  let content = body;
  if (random.chance(0.12)) {
    const coded = packed(random, content);
    content = coded.content;
    headers.push(`Content-Encoding: ${coded.coding}`);
  }
  content = framed(random, content, headers);
  if (random.chance(0.3)) {
    headers.push(...oddHeaders(random));
  }
  const lineEnd = random.chance(0.97) ? "\r\n" : random.pick(["\n", "\r", "\r\r\n"]);
  const head = [`${version} ${status} ${reason}`, ...headers, "", ""].join(lineEnd);
  return Buffer.concat([Buffer.from(head, "latin1"), content]);
}

function statusOf(random: Random): string {
  return String(random.int(100, 599));
}

function packed(random: Random, body: Buffer): { coding: string; content: Buffer } {
  if (random.chance(0.05)) {
    const [coding, content] = random.pick(makeBombs());
    return { coding, content };
  }
  const coding = random.pick([
    "gzip",
    "x-gzip",
    "deflate",
    "br",
    "GZIP",
    "identity",
    "gzip, gzip",
    "zstd",
    "",
  ]);
  const how = coding.toLowerCase();
  const content = how.endsWith("gzip")
    ? gzipSync(body)
    : how === "deflate"
      ? deflateSync(body)
      : how === "br"
        ? brotliCompressSync(body)
        : body;
  if (random.chance(0.7)) {
    return { coding, content };
  }
  return {
    coding,
    content: random.pick<() => Buffer>([
      () => body,
      () => content.subarray(0, random.int(0, content.length)),
      () => Buffer.concat([content, Buffer.from(random.pick(["x", "\u0000", "junk"]))]),
      () => flipped(random, content),
      () => Buffer.concat([content, random.bytes(8)]),
      () => Buffer.concat([content, content]),
    ])(),
  };
}

/** Says how long the content is, in one of the ways that there are, or wrongly. */
function framed(random: Random, content: Buffer, headers: string[]): Buffer {
  const { length } = content;
  switch (random.int(0, 9)) {
    case 0:
    case 1:
    case 2:
    case 3:
      headers.push(`Content-Length: ${length}`);
      return content;
    case 4:
      headers.push(
        `Content-Length: ${random.pick([length + 1, length - 1, 0, -1, `+${length}`, `${length}, ${length}`, "5e1", "99999999999999999999", "0x10", "", `${length} `])}`,
      );
      return content;
    case 5:
      headers.push(
        `Content-Length: ${length}`,
        `Content-Length: ${random.pick([length, length, 0, length + 5])}`,
      );
      return content;
    case 6:
      return content;
    case 7:
      headers.push(`Content-Length: ${length}`, "Transfer-Encoding: chunked");
      return chunked(random, content);
    default:
      headers.push(
        `Transfer-Encoding: ${random.pick(["chunked", "chunked", "chunked", "chunked", "Chunked", "gzip, chunked", "identity", "chunked, chunked", "xchunked"])}`,
      );
      return chunked(random, content);
  }
}

function chunked(random: Random, content: Buffer): Buffer {
  const parts: Buffer[] = [];
  const wrong = random.chance(0.3) ? random.int(0, 6) : null;
  for (const piece of split(random, content, random.int(1, 4))) {
    if (piece.length === 0) {
      continue;
    }
    const size =
      wrong === 0
        ? random.pick(["g", "-1", "", "FFFFFFFFFFFFFFFFF", "7fffffff", " 5"])
        : piece.length.toString(16);
    const extension = random.chance(0.1) ? `;${random.pick(["a=b", "", "x".repeat(20_000), 'q="\n"'])}` : "";
    parts.push(
      Buffer.from(`${size}${extension}\r\n`, "latin1"),
      piece,
      Buffer.from(wrong === 1 ? "\n" : "\r\n"),
    );
    if (wrong === 2) {
      parts.push(Buffer.from("junk"));
    }
  }
  if (wrong !== 3) {
    parts.push(Buffer.from(wrong === 4 ? "0\n\n" : "0\r\n"));
  }
  if (random.chance(0.1)) {
    parts.push(Buffer.from(`X-Trailer: ${random.pick(["a", SECRET_FORMS[0], "b".repeat(20_000)])}\r\n`));
  }
  if (wrong !== 5) {
    parts.push(Buffer.from("\r\n"));
  }
  return Buffer.concat(parts);
}

function oddHeaders(random: Random): string[] {
  const one = (): string =>
    random.pick<() => string>([
      () => "Connection: close",
      () => "Connection: keep-alive\r\nKeep-Alive: timeout=1, max=1",
      () => `Connection: Upgrade\r\nUpgrade: ${random.pick(["websocket", "h2c", "HTTP/2.0", ""])}`,
      () => `x-acs-request-id: ${random.pick(["R-9", ...SECRET_FORMS])}`,
      () =>
        `${random.pick(["x-acs-retry-after", "retry-after"])}: ${random.pick(["0", "1", "100", "999999999999", "-1", "soon", "1e9"])}`,
      () =>
        `x-ratelimit-user-api: ${random.pick(["Limit:1,Remain:0,TimeLeft:2000,Reset:1234", "TimeLeft:99999999999,Remain:0", ":,:"])}`,
      () => `Location: http://127.0.0.1:9/?${random.pick(SECRET_FORMS)}`,
      () => "Set-Cookie: a=b\r\nSet-Cookie: c=d",
      () => `X-Long: ${"x".repeat(random.pick([1_000, 8_000, 20_000, 100_000]))}`,
      () =>
        Array.from({ length: random.pick([100, 1_900, 3_000]) }, (_, index) => `X-${index}: 1`).join("\r\n"),
      () =>
        random.pick([
          "Bad Name: 1",
          "NoColon",
          ": no name",
          "X-Nul: a\u0000b",
          "X-Folded: a\r\n b",
          "X-Raw: \u00ff",
          "__proto__: 1",
        ]),
      () => "Trailer: Content-Length",
      () => `Content-Type: ${random.pick(["text/html", "", "application/json; charset=utf-16"])}`,
    ])();
  return Array.from({ length: random.int(1, 3) }, one);
}

function informational(random: Random): Buffer {
  const one = `HTTP/1.1 ${random.pick(["100 Continue", "102 Processing", "103 Early Hints\r\nLink: </a>", "199 Odd", "101 Switching Protocols"])}\r\n\r\n`;
  return Buffer.from(one.repeat(random.pick([1, 1, 3, 50])), "latin1");
}

/** What a server may send behind an answer; a second answer among it. */
function junk(random: Random, made: MadeBody): Buffer {
  return random.pick<() => Buffer>([
    () => Buffer.from("\r\n"),
    () => Buffer.from("\r\n\r\n"),
    () => Buffer.from("junk"),
    () => random.bytes(random.int(1, 50)),
    () => usual(Buffer.from(made.text)),
    () =>
      usual(
        Buffer.from(
          `{"RequestId":"R-2","JobInfo":{"JobId":${JSON.stringify(made.asked)},"State":"Completed"}}`,
        ),
      ),
    () => Buffer.from("HTTP/1.1 200 OK\r\n"),
    () => Buffer.from("0\r\n\r\n"),
    () => Buffer.alloc(100_000, 0x61),
  ])();
}

function flipped(random: Random, bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  for (let flips = random.int(1, 3); flips > 0 && copy.length > 0; flips -= 1) {
    copy[random.int(0, copy.length - 1)] = random.int(0, 255);
  }
  return copy;
}

function split(random: Random, bytes: Buffer, count: number): Buffer[] {
  const cuts = Array.from({ length: count - 1 }, () => random.int(0, bytes.length)).sort((a, b) => a - b);
  const ends = [...cuts, bytes.length];
  return ends.map((end, index) => bytes.subarray(index === 0 ? 0 : ends[index - 1], end));
}
