import stringWidth from "string-width";

const ELLIPSIS = "\u2026";

/** ASCII takes one column a character. */
const NARROW = /^[ -~]*$/;

/** The number of columns that a line takes on a terminal: two for an East Asian character or an emoji. */
export function widthOf(line: string): number {
  return NARROW.test(line) ? line.length : stringWidth(line);
}

/** The line, or its beginning and an ellipsis, in at most `width` columns. */
export function fitted(line: string, width: number): string {
  if (widthOf(line) <= width) {
    return line;
  }
  let beginning = "";
  let left = width - 1;
  for (const { segment } of new Intl.Segmenter().segment(line)) {
    left -= widthOf(segment);
    if (left < 0) {
      break;
    }
    beginning += segment;
  }
  return width < 1 ? "" : beginning.trimEnd() + ELLIPSIS;
}

/** The line with blanks up to `width` columns. */
export function padded(line: string, width: number): string {
  return line + " ".repeat(Math.max(0, width - widthOf(line)));
}
