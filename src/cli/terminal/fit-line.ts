import { fitted, widthOf } from "./text-width";

/** A part of a line. */
export interface LinePart {
  text: string;
  /** Decorates the part, as with a colour. @default nothing */
  decorate?: (text: string) => string;
}

/** Joins the first parts of a line that fit into `width` columns. The first is cut if it does not fit alone. */
export function fitLine(parts: readonly LinePart[], separator: string, width: number): string {
  let line = "";
  let left = width;
  for (const [index, { text, decorate = unchanged }] of parts.entries()) {
    if (index === 0) {
      line = decorate(fitted(text, width));
      left -= widthOf(text);
      continue;
    }
    left -= separator.length + widthOf(text);
    if (left < 0) {
      break;
    }
    line += separator + decorate(text);
  }
  return line;
}

function unchanged(text: string): string {
  return text;
}
