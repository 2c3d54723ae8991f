import { accessSync, constants } from "node:fs";
import path from "node:path";

/** How many generated inputs go through both sides of each comparison. */
export const COMPARISONS = Number(process.env.COMPARISONS ?? 200);

/** The same inputs each time; another seed looks at others. */
export const SEED = Number(process.env.COMPARISON_SEED ?? 20_261_127);

/** The path of a program, or `null` where this machine has none of that name. Debian keeps daemons off the users' PATH. */
export function findProgram(name: string): string | null {
  const folders = [...(process.env.PATH ?? "").split(path.delimiter), "/usr/sbin", "/sbin"];
  return folders.map((folder) => path.join(folder, name)).find(isExecutable) ?? null;
}

/** The paths of several programs, or `null` unless all are there; says on standard error what is not compared then. */
export function findPrograms<Name extends string>(
  what: string,
  names: readonly Name[],
): Readonly<Record<Name, string>> | null {
  const found = names.map((name) => [name, findProgram(name)] as const);
  const missing = found.filter(([, program]) => program === null).map(([name]) => name);
  if (missing.length === 0) {
    return Object.fromEntries(found) as Record<Name, string>;
  }
  process.stderr.write(`NOT COMPARED: ${what}. This machine has no ${missing.join(", ")}.\n`);
  return null;
}

function isExecutable(program: string): boolean {
  try {
    accessSync(program, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
