const ESC = "\\u001b";
const CONTROL = "\\u0000-\\u001f\\u007f-\\u009f";

/**
 * A terminal's escape sequences (ECMA-48, and xterm's control sequences), in their 7-bit and 8-bit forms: strings such
 * as window titles and links, up to their end; control sequences such as colours; and all other escapes. For an
 * unterminated sequence only its start matches, so no text after it is lost.
 */
const ESCAPE_SEQUENCES = new RegExp(
  [
    `(?:${ESC}[P\\]X^_]|[\\u0090\\u0098\\u009d-\\u009f])[^${CONTROL}]*(?:\\u0007|\\u009c|${ESC}\\\\)`,
    `(?:${ESC}\\[|\\u009b)[0-?]*[ -/]*[@-~]`,
    `${ESC}[ -/]*[0-~]`,
  ].join("|"),
  "gu",
);

const LINE_BREAKS = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;

/** Control and invisible characters; some of them reverse the direction of text. Scripts need the two joiners. */
const INVISIBLE = /(?![\t\n\u200c\u200d])[\p{Cc}\p{Cf}]/gu;

// Most texts have nothing to take out, and are read in every lookup.
const NOT_PRINTABLE = /[^ -~]/;
const NOT_ONE_LINE = /[^ -~]|^ | {2}| $/;

/**
 * Makes a text safe for a terminal. It removes escape sequences, control characters and invisible characters, keeps tabs,
 * and turns every line break into `\n`.
 */
export function plainText(text: string): string {
  if (!NOT_PRINTABLE.test(text)) {
    return text;
  }
  return Buffer.from(text, "utf8")
    .toString("utf8")
    .replace(ESCAPE_SEQUENCES, "")
    .replace(LINE_BREAKS, "\n")
    .replace(INVISIBLE, "");
}

/** The same in one line. */
export function plainLine(text: string): string {
  if (!NOT_ONE_LINE.test(text)) {
    return text;
  }
  return plainText(text).replace(/\s+/g, " ").trim();
}

/** The same for a message, which has room for so many characters. */
export function shortLine(text: string, most = 200): string {
  const line = plainLine(text);
  // Without half a character at its end.
  return line.length > most ? `${line.slice(0, most).replace(/\p{Cs}$/u, "")}...` : line;
}
