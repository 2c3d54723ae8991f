import { plainLine } from "../base/plain-text";

const ABSENT = "-";

/** Rows as lines of aligned columns under a header, for a person. Every text is one line that is harmless on a terminal. */
export function alignedColumns(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const table = [header, ...rows.map((row) => row.map(shown))];
  const widths = header.map((_, column) =>
    table.reduce((most, row) => Math.max(most, widthOf(row[column])), 0),
  );
  const lines = table.map((row) =>
    row
      .map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - widthOf(cell)))
      .join("  ")
      .trimEnd(),
  );
  return `${lines.join("\n")}\n`;
}

/** The same for a program: a line for each row, and a tab between two texts, of which none has a tab itself. */
export function tabbedLines(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(shown).join("\t")}\n`).join("");
}

function shown(text: string): string {
  return plainLine(text) || ABSENT;
}

/** Characters of East Asian scripts and pictures take two places on a terminal. */
const WIDE =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\u3000-\u303f\uff01-\uff60\p{Emoji_Presentation}]/u;

function widthOf(text = ""): number {
  let width = 0;
  for (const character of text) {
    if (!/\p{M}/u.test(character)) width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}
