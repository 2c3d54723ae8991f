import type { Report, Table } from "./report";

/** A report for docs/performance.md. */
export function reportMarkdown({ tables, notes, complaints }: Report, measured: string): string {
  return [
    measured,
    ...tables.map(tableMarkdown),
    ...(notes.length === 0 ? [] : [notes.map((note) => `- ${note}`).join("\n")]),
    ...complaints.map((complaint) => `**Not sound:** ${complaint}`),
  ].join("\n\n");
}

/** A table with its title above it; figures to the right. */
export function tableMarkdown({ title, columns, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    `${title}:`,
    "",
    line(columns),
    line(columns.map((_, at) => (at === 0 ? "---" : "---:"))),
    ...rows.map(line),
  ].join("\n");
}
