import type { Report, Table } from "./report";

/** A report for the screen. */
export function reportText({ tables, notes, complaints }: Report): string {
  return [
    ...tables.map(tableText),
    ...notes.map((note) => `- ${note}`),
    ...complaints.map((complaint) => `NOT SOUND: ${complaint}`),
  ].join("\n");
}

/** Columns as wide as their widest cell; the first to the left, figures to the right. */
export function tableText({ title, columns, rows }: Table): string {
  const widths = columns.map((column, at) =>
    Math.max(column.length, ...rows.map((row) => row[at]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join("  ")
      .trimEnd();
  return [title, line(columns), ...rows.map(line), ""].join("\n");
}
