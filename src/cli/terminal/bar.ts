/** A part of a bar. */
export interface BarPart {
  count: number;
  /** One column wide. */
  character: string;
  /** Decorates the part, as with a colour. */
  decorate: (text: string) => string;
}

/**
 * Draws counts side by side as a bar of exactly `width` columns. A part that counts anything has at least one column where
 * there is room; a bar without counts is blank.
 */
export function drawBar(parts: readonly BarPart[], width: number): string {
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) {
    return " ".repeat(width);
  }
  const exact = parts.map(({ count }) => (count * width) / total);
  const widths = exact.map((columns) => (columns > 0 ? Math.max(1, Math.floor(columns)) : 0));
  const sum = () => widths.reduce((all, columns) => all + columns, 0);
  // What rounding leaves over goes to the part that lacks most; what it takes too much comes from the widest part.
  while (sum() < width) {
    const index = indexOfMost(exact.map((columns, part) => columns - (widths[part] ?? 0)));
    widths[index] = (widths[index] ?? 0) + 1;
  }
  while (sum() > width) {
    const index = indexOfMost(widths);
    widths[index] = (widths[index] ?? 0) - 1;
  }
  return parts
    .map(({ character, decorate }, index) => {
      const text = character.repeat(widths[index] ?? 0);
      return text === "" ? "" : decorate(text);
    })
    .join("");
}

function indexOfMost(numbers: readonly number[]): number {
  return numbers.indexOf(Math.max(...numbers));
}
