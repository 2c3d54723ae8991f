import type { LogPiece, LogText } from "../scenario/scenario";

/** The placeholder for the number of a repetition in a piece. */
const LINE = "{line}";
/** A fixed number of digits gives every repetition the same length. */
const DIGITS = 8;

/** A log at one moment. */
export interface LogNow {
  /** In bytes. */
  readonly length: number;
  /** The bytes from `start` up to `end`, or up to the end of the log. */
  read(start: number, end: number): Buffer;
}

/** A part of a log: the repeated bytes, and the number of repetitions so far. */
interface Part {
  readonly repetitionBytes: number;
  readonly repetitions: number;
  repetition(index: number): Buffer;
}

/** A text that a job writes from second `at` up to second `end`, the start of the next stage. */
export interface Writing {
  readonly at: number;
  readonly end: number;
  readonly log: LogText;
}

/**
 * The log at `age` seconds. Repetitions are not stored, so a log of gigabytes takes no memory.
 */
export function logAt(writings: readonly Writing[], age: number): LogNow {
  const parts: Part[] = [];
  for (const { at, end, log } of writings) {
    if (at > age) {
      break;
    }
    for (const piece of piecesOf(log)) {
      if (piece.restart) {
        parts.length = 0;
      }
      parts.push(partOf(piece, repetitionsAt(piece, { age, at, end })));
    }
  }
  return {
    length: parts.reduce((sum, part) => sum + lengthOf(part), 0),
    read(start, end) {
      const read: Buffer[] = [];
      let from = 0;
      for (const part of parts) {
        read.push(readPart(part, Math.max(0, start - from), Math.min(lengthOf(part), end - from)));
        from += lengthOf(part);
      }
      return Buffer.concat(read);
    },
  };
}

/** The pieces of a log, whatever its form. */
export function piecesOf(log: LogText): readonly LogPiece[] {
  if (typeof log === "string") {
    return [{ text: log }];
  }
  return "length" in log ? log.flatMap((piece) => piecesOf(piece)) : [log];
}

function partOf({ text = "", base64, repeat, everySeconds }: LogPiece, repetitions: number): Part {
  const isNumbered = base64 === undefined && text.includes(LINE) && (repeat ?? everySeconds) !== undefined;
  const numbered = (index: number) =>
    Buffer.from(text.replaceAll(LINE, String((index + 1) % 10 ** DIGITS).padStart(DIGITS, "0")));
  if (isNumbered) {
    return { repetitionBytes: numbered(0).length, repetitions, repetition: numbered };
  }
  const bytes = base64 === undefined ? Buffer.from(text) : Buffer.from(base64, "base64");
  return { repetitionBytes: bytes.length, repetitions, repetition: () => bytes };
}

/** Division by a number such as 0.1 is not exact in binary. */
const ROUNDING = 1e-9;

function repetitionsAt(
  { repeat, everySeconds }: LogPiece,
  { age, at, end }: { age: number; at: number; end: number },
): number {
  if (everySeconds === undefined) {
    return repeat ?? 1;
  }
  const grown =
    age < end
      ? Math.floor((age - at) / everySeconds + ROUNDING) + 1
      : Math.ceil((end - at) / everySeconds - ROUNDING);
  return Math.min(grown, repeat ?? Number.POSITIVE_INFINITY);
}

function lengthOf({ repetitionBytes, repetitions }: Part): number {
  return repetitionBytes * repetitions;
}

function readPart({ repetitionBytes, repetition }: Part, start: number, end: number): Buffer {
  if (start >= end) {
    return Buffer.alloc(0);
  }
  const first = Math.floor(start / repetitionBytes);
  const last = Math.ceil(end / repetitionBytes);
  const read = Array.from({ length: last - first }, (_, index) => repetition(first + index));
  return Buffer.concat(read).subarray(start - first * repetitionBytes, end - first * repetitionBytes);
}
