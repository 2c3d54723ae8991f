import { plainLine } from "../base/plain-text";

const ABSENT = "-";

/** Formats rows as aligned columns under a header, for a person. Each text becomes one line that is safe on a terminal. */
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

/** The same for a program: one line per row, with tabs between the texts. No text contains a tab. */
export function tabbedLines(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(shown).join("\t")}\n`).join("");
}

function shown(text: string): string {
  return plainLine(text) || ABSENT;
}

/** East Asian characters and emoji take two columns on a terminal. */
const WIDE =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\u3000-\u303f\uff01-\uff60\p{Emoji_Presentation}]/u;

function widthOf(text = ""): number {
  let width = 0;
  for (const character of text) {
    if (!/\p{M}/u.test(character)) {
      width += WIDE.test(character) ? 2 : 1;
    }
  }
  return width;
}
