import { plainText } from "../../base/plain-text";

const ESC = "\\u001b";

/** An incomplete escape sequence at the end of a text. */
const UNFINISHED = new RegExp(
  `(?:(?:${ESC}[P\\]X^_]|[\\u0090\\u0098\\u009d-\\u009f])[^\\u0000-\\u001f\\u007f-\\u009f]*(?:${ESC})?|(?:${ESC}\\[|\\u009b)[0-?]*[ -/]*|${ESC}[ -/]*)$`,
  "u",
);

/** The maximum length of an escape sequence, in characters. */
const LONGEST_SEQUENCE = 1_024;

/**
 * Converts a stream of bytes to text that is safe on a terminal. A character or escape sequence that is split between
 * two chunks comes out complete or not at all.
 */
export class TerminalText {
  readonly #decoder = new TextDecoder();
  #held = "";

  /** The text that these bytes complete. */
  push(bytes: Uint8Array): string {
    return this.#take(this.#held + this.#decoder.decode(bytes, { stream: true }));
  }

  /** The rest of the text, at the end of the stream. */
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

/** The start of an incomplete end. */
function unfinishedFrom(text: string): number {
  // Search only the end of a long text.
  const from = Math.max(0, text.length - LONGEST_SEQUENCE);
  const end = text.slice(from);
  const cut = UNFINISHED.exec(end)?.index ?? end.length;
  // A carriage return at the visible end may form one line break with a line feed that follows.
  const lineEnd = end.lastIndexOf("\r", cut - 1);
  const mayGoOn = lineEnd !== -1 && cut > 0 && plainText(end.slice(lineEnd + 1, cut)) === "";
  return from + (mayGoOn ? lineEnd : cut);
}
