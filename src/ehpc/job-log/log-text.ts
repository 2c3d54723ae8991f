import { continuations } from "../../base/utf8";
import type { LogPart } from "./read-job-log";

/**
 * The text of a part of a log (UTF-8, WHATWG Encoding). Of a character that was cut through where the part begins or ends
 * inside of the log, nothing is left; bytes that are no UTF-8 become U+FFFD each on its own account. All else stays as it
 * is: control characters, escape sequences and NUL, too.
 */
export function logText({ bytes, offset, fileSize }: LogPart): string {
  const whole = offset === 0 ? bytes : bytes.subarray(continuations(bytes));
  const isEnd = offset + bytes.length >= fileSize;
  // Decoding as a stream keeps back a character that goes on after the end.
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(whole, { stream: !isEnd });
}

/** Whether this is less than the whole log. */
export function isPartial({ bytes, fileSize }: LogPart): boolean {
  return bytes.length < fileSize;
}
