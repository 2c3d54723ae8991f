import { plainText } from "../base/plain-text";

const ESC = "\\u001b";

/** The end of a text that is the beginning of an escape sequence. */
const UNFINISHED = new RegExp(
  `(?:(?:${ESC}[P\\]X^_]|[\\u0090\\u0098\\u009d-\\u009f])[^\\u0000-\\u001f\\u007f-\\u009f]*(?:${ESC})?|(?:${ESC}\\[|\\u009b)[0-?]*[ -/]*|${ESC}[ -/]*)$`,
  "u",
);

/** No escape sequence that is waited for is longer, in characters; what is, is no sequence. */
const LONGEST_SEQUENCE = 1_024;

/**
 * Bytes that come bit by bit, as text that is harmless on a terminal. Characters and escape sequences that are cut
 * through between two bits come out whole, or not at all.
 */
export class TerminalText {
  readonly #decoder = new TextDecoder();
  #held = "";

  /** What can be shown with these bytes. */
  push(bytes: Uint8Array): string {
    return this.#take(this.#held + this.#decoder.decode(bytes, { stream: true }));
  }

  /** What is left where no more bytes come. */
  end(): string {
    const text = this.#held + this.#decoder.decode();
    this.#held = "";
    return plainText(text);
  }

  #take(text: string): string {
    const cut = unfinishedFrom(text);
    this.#held = text.slice(cut);
    return plainText(text.slice(0, cut));
  }
}

/** Where the end of a text begins that may go on. */
function unfinishedFrom(text: string): number {
  // The search is for an end, so that only the end is to be searched.
  const from = Math.max(0, text.length - LONGEST_SEQUENCE);
  const end = text.slice(from);
  const cut = UNFINISHED.exec(end)?.index ?? end.length;
  // A carriage return after which nothing is to be seen yet may be one line break with the line feed that follows.
  const lineEnd = end.lastIndexOf("\r", cut - 1);
  const mayGoOn = lineEnd !== -1 && cut > 0 && plainText(end.slice(lineEnd + 1, cut)) === "";
  return from + (mayGoOn ? lineEnd : cut);
}
