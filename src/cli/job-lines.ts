import type { Phase } from "../notation/phase";
import { countPhases, countsText } from "./phase-counts";
import type { Colors } from "./terminal/colors";
import { type Column, fitTable } from "./terminal/columns";
import { fitLine } from "./terminal/fit-line";
import type { Room } from "./terminal/screen-room";

/** A header and a job. */
const LEAST_LINES = 2;

/**
 * Formats jobs as a table of at most so many lines: one line a job as far as there is room, then how many more there are.
 * Failed jobs come first, then what runs or is not clear, then what has still to run, then what is done.
 */
export function jobLines<Job extends { readonly phase: Phase }>(
  columns: readonly Column<Job>[],
  jobs: readonly Job[],
  { lines, width }: Room,
  colors: Colors,
): string[] {
  if (lines < LEAST_LINES || jobs.length === 0) {
    return [];
  }
  const ordered = inOrderOfInterest(jobs);
  const room = lines - 1;
  const shown = ordered.length <= room ? ordered : ordered.slice(0, room - 1);
  const table = shown.length === 0 ? [] : fitTable(columns, shown, width).lines;
  const rest = ordered.slice(shown.length);
  if (rest.length === 0) {
    return table;
  }
  const more = `${shown.length === 0 ? "" : "and "}${rest.length} more: ${countsText(countPhases(rest))}`;
  return [...table, fitLine([{ text: more, decorate: colors.dim }], "", width)];
}

const ORDER: readonly Phase[] = ["failed", "running", "unknown", "pending", "succeeded"];

function inOrderOfInterest<Job extends { readonly phase: Phase }>(jobs: readonly Job[]): Job[] {
  const groups = new Map(ORDER.map((phase) => [phase, [] as Job[]]));
  for (const job of jobs) {
    groups.get(job.phase)?.push(job);
  }
  return [...groups.values()].flat();
}
