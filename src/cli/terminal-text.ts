import { plainText } from "../ehpc/plain-text";

const ESC = "\\u001b";

/**
 * The end of a text that may go on: a carriage return, which a line feed may follow, or an escape sequence without its
 * end.
 */
const UNFINISHED = new RegExp(
  `(?:\\r|(?:${ESC}[P\\]X^_]|[\\u0090\\u0098\\u009d-\\u009f])[^\\u0000-\\u001f\\u007f-\\u009f]*(?:${ESC})?|(?:${ESC}\\[|\\u009b)[0-?]*[ -/]*|${ESC}[ -/]*)$`,
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
    // The search is for an end, so that only the end is to be searched.
    const from = Math.max(0, text.length - LONGEST_SEQUENCE);
    const found = UNFINISHED.exec(text.slice(from));
    const cut = found === null ? text.length : from + found.index;
    this.#held = text.slice(cut);
    return plainText(text.slice(0, cut));
  }
}
