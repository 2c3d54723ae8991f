import { plainText } from "../../base/plain-text";

/**
 * The lines of a text, without line breaks and made harmless by `plainText`; of a line that was overwritten in place, such
 * as a progress bar, what it came to.
 */
export function shownLines(text: string): string[] {
  return text
    .split(/\r?\n/)
    .flatMap((line) => plainText(lastWritten(line)).split("\n"))
    .map((line) => line.trimEnd());
}

/** A carriage return alone goes back to the line's beginning, and what follows is written over it. */
function lastWritten(line: string): string {
  const written = line.split("\r").filter((part) => part.trim() !== "");
  return written.at(-1) ?? "";
}

/** Of a log that is longer when it is first followed, in bytes, only so many are shown. */
export const FIRST_TAIL_BYTES = 65_536;

/** A line that is longer counts as whole, in characters. */
const LONGEST_LINE = 65_536;

/** Converts the bytes of a log to whole lines, as {@link shownLines} shows them, however the bytes are cut. */
export class LogLines {
  readonly #decoder = new TextDecoder();
  #held = "";
  #isCut = false;

  /** The log begins inside of a line, of which nothing is shown. */
  beginInside(): void {
    this.#isCut = true;
  }

  /** The lines that these bytes complete. */
  push(bytes: Uint8Array): string[] {
    const text = this.#held + this.#decoder.decode(bytes, { stream: true });
    const end = text.lastIndexOf("\n") + 1;
    if (end === 0) {
      this.#held = text;
      return text.length > LONGEST_LINE ? this.#take() : [];
    }
    this.#held = text.slice(end);
    return this.#whole(text.slice(0, end - 1));
  }

  /** The rest, at the end of the log. */
  end(): string[] {
    this.#held += this.#decoder.decode();
    return this.#held === "" ? [] : this.#take();
  }

  #take(): string[] {
    const text = this.#held;
    this.#held = "";
    return this.#whole(text);
  }

  #whole(text: string): string[] {
    const lines = shownLines(text);
    if (this.#isCut) {
      this.#isCut = false;
      return lines.slice(1);
    }
    return lines;
  }
}
