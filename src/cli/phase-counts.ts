import type { Phase } from "../notation/phase";
import { type Colors, inPhase } from "./terminal/colors";
import type { LinePart } from "./terminal/fit-line";

/** How many jobs are in which phase. */
export type PhaseCounts = Readonly<Record<Phase, number>>;

/** Phases in the order in which counts name them. */
export const PHASES = [
  "succeeded",
  "failed",
  "running",
  "pending",
  "unknown",
] as const satisfies readonly Phase[];

/** Counts jobs by phase. */
export function countPhases(jobs: readonly { readonly phase: Phase }[]): PhaseCounts {
  const counts = { pending: 0, running: 0, succeeded: 0, failed: 0, unknown: 0 };
  for (const { phase } of jobs) {
    counts[phase] += 1;
  }
  return counts;
}

/** `3 succeeded`, `1 failed`, each in its colour; phases without jobs are left out. */
export function countParts(counts: PhaseCounts, colors: Colors): LinePart[] {
  return PHASES.filter((phase) => counts[phase] > 0).map((phase) => ({
    text: `${counts[phase]} ${phase}`,
    decorate: (text) => inPhase(text, phase, colors),
  }));
}

/** `3 succeeded, 1 failed, 2 running`. */
export function countsText(counts: PhaseCounts): string {
  const parts = PHASES.filter((phase) => counts[phase] > 0).map((phase) => `${counts[phase]} ${phase}`);
  return parts.length === 0 ? "none" : parts.join(", ");
}
