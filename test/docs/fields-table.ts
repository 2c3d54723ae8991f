import { readFileSync } from "node:fs";
import path from "node:path";

/** A row of a table of docs/guides/fields.md. */
export interface FieldRow {
  readonly field: string;
  /** Where it is here, such as `data.ehpc_job.job_id`. */
  readonly places: readonly string[];
  readonly remarks: string;
}

/** The rows of the tables of docs/guides/fields.md: those of `## GetJob`, `Request:` are under `GetJob request`. */
export function fieldsTables(): Readonly<Record<string, readonly FieldRow[]>> {
  const tables: Record<string, FieldRow[]> = {};
  let operation = "";
  let rows: FieldRow[] = [];
  const page = readFileSync(path.resolve(__dirname, "../../docs/guides/fields.md"), "utf8");
  for (const line of page.split("\n")) {
    const [, heading] = /^## (\w+)$/.exec(line) ?? [];
    const [, part] = /^(Request|Response):$/.exec(line) ?? [];
    if (heading !== undefined) {
      operation = heading;
    }
    if (part !== undefined) {
      rows = [];
      tables[`${operation} ${part.toLowerCase()}`] = rows;
    }
    const [, field, here, remarks] = /^\| `([^`]+)` \|([^|]*)\|([^|]*)\|$/.exec(line) ?? [];
    if (field === undefined || here === undefined || remarks === undefined) {
      continue;
    }
    const places = here.split(",").map((place) => place.trim().replace(/^`(.+)`$/, "$1"));
    rows.push({ field, places: places.filter((place) => place !== ""), remarks: remarks.trim() });
  }
  return tables;
}
