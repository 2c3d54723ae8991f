import { plainText } from "../base/plain-text";
import type { JobReport } from "./job-report";

const ABSENT = "-";

/** Formats a job as a table of two columns, one value per line. A value of several lines stays in its column. */
export function jobTable(report: JobReport): string {
  const rows = Object.entries(report).map(([name, value]) => [name, cell(value)] as const);
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  const lines = rows.flatMap(([name, text]) =>
    text.split("\n").map((line, index) => `${(index === 0 ? name : "").padEnd(width)}${line}`.trimEnd()),
  );
  return `${lines.join("\n")}\n`;
}

function cell(value: JobReport[keyof JobReport]): string {
  if (Array.isArray(value)) {
    return value.map(shown).join(", ");
  }
  if (typeof value !== "object" || value === null) {
    return shown(value);
  }
  const lines = Object.entries(value).map(([name, member]) => `${shown(name)}=${shown(member)}`);
  return lines.length === 0 ? ABSENT : lines.join("\n");
}

function shown(value: unknown): string {
  return plainText(String(value ?? "")).trim() || ABSENT;
}
