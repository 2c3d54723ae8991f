import type { Machine } from "./machine";
import { ratios, sample } from "./measure";
import type { PlanRow, PlanRun, Setting } from "./plan-row";
import type { SubjectId } from "./subjects";

/** What docs/performance.json holds: the figures that pictures are drawn from. */
export interface PlanFigures {
  readonly machine: Machine;
  readonly plans: readonly PlanFigure[];
}

/** All plans in one setting. */
export interface PlanFigure extends Setting {
  readonly rounds: number;
  /** The median time of a plan in milliseconds, for each provider. */
  readonly milliseconds: Readonly<Partial<Record<SubjectId, number>>>;
  /** The median of the times divided by that of hashicorp/http in the same round. */
  readonly timesOfHttp: Readonly<Partial<Record<SubjectId, number>>>;
}

/** Reduces plans to medians: whole milliseconds, and ratios with two decimals. */
export function planFigures(rows: readonly PlanRow[]): PlanFigure[] {
  return rows.map(({ lookups, latencyMs, parallelism, runs }) => {
    const measured = Object.entries(runs) as [SubjectId, readonly PlanRun[]][];
    const http = timesOf(runs.http);
    return {
      lookups,
      latencyMs,
      parallelism,
      rounds: Math.max(...measured.map(([, each]) => each.length)),
      milliseconds: present(measured.map(([id, each]) => [id, round(sample(timesOf(each)).median, 0)])),
      timesOfHttp: present(
        measured
          .filter(([id]) => id !== "http")
          .map(([id, each]) => [id, round(sample(ratios(timesOf(each), http)).median, 2)]),
      ),
    };
  });
}

function timesOf(runs: readonly PlanRun[] = []): number[] {
  return runs.map(({ milliseconds }) => milliseconds);
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** Leaves out what was not measured. */
function present(entries: readonly (readonly [SubjectId, number])[]): Partial<Record<SubjectId, number>> {
  return Object.fromEntries(entries.filter(([, value]) => !Number.isNaN(value)));
}
