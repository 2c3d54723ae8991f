import { JsonNumber, type JsonValue, writeJson } from "../../base/json";
import type { Log } from "../../base/log";
import { plainLine, shortLine } from "../../base/plain-text";

/**
 * The text of a leaf: a text as it is, a number in decimal digits, anything else as JSON. `null` where it is absent or
 * blank.
 */
export function decodeText(value: JsonValue | undefined): string | null {
  if (value === undefined || value === null) {
    return null;
  }
  if (typeof value === "string") {
    return value.trim() === "" ? null : value;
  }
  if (value instanceof JsonNumber) {
    return decimal(value.text);
  }
  return writeJson(value);
}

/** The same as one plain line, which can be shown anywhere. `null`, too, where nothing is left of it. */
export function decodeLine(value: JsonValue | undefined): string | null {
  return decodeText(plainLine(decodeText(value) ?? ""));
}

/** No path of a file is longer, in characters, and neither is a name. */
const LONGEST_LINE = 4_096;

/** The same of a text that is only shown: of one that is too long, the beginning with a remark. */
export function decodeShortLine(value: JsonValue | undefined): string | null {
  const line = decodeLine(value);
  return line === null || line.length <= LONGEST_LINE
    ? line
    : `${shortLine(line, LONGEST_LINE)} (${line.length} characters)`;
}

/**
 * The text of a leaf as it was written, apart from white space at its ends and several blanks for one. It may hold what
 * nobody sees, and decides where {@link decodeLine} only shows.
 */
export function decodeWritten(value: JsonValue | undefined): string | null {
  const text = decodeText(value) ?? "";
  return decodeText(
    /^ |[\t\n\r]| {2}| $/.test(text) ? text.replace(/[ \t\n\r]+/g, " ").replace(/^ | $/g, "") : text,
  );
}

/**
 * The number of a leaf, written as a number or as a text. `null`, with a warning in `log`, where it is not numeric, and
 * beyond 2^53, where it would be rounded to another number.
 */
export function decodeNumber(name: string, value: JsonValue | undefined, log: Log): number | null {
  const text = decodeText(value)?.trim() ?? null;
  if (text === null) {
    return null;
  }
  const number = Number(text);
  const isNumeric = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text);
  if (isNumeric && Math.abs(number) <= Number.MAX_SAFE_INTEGER) {
    return number;
  }
  const reason = isNumeric ? "is too large" : "is not a number";
  log("warn", `${name} ${reason} and is ignored.`, { length: text.length });
  return null;
}

/** An integer written as `1.0` or `1e3` in plain digits; every other number as it stands, with all its digits. */
function decimal(text: string): string {
  if (/^-?\d+$/.test(text)) {
    return text;
  }
  const number = Number(text);
  return Number.isSafeInteger(number) && number !== 0 ? String(number) : number === 0 ? "0" : text;
}
