import { mebibytes, milliseconds, NOTHING, number, ratio } from "./format";
import { ratios, sample } from "./measure";
import type { PlanRow, PlanRun } from "./plan-row";
import type { Table } from "./report";
import type { Subject, SubjectId } from "./subjects";

type Named = Pick<Subject, "id" | "name">;

/** What is divided by what: ours by the peer that people use for this today. */
const COMPARED: readonly [SubjectId, SubjectId][] = [
  ["node", "http"],
  ["compiled", "http"],
  ["compiled", "node"],
  ["node", "earlier"],
];

/** One table for each latency and -parallelism, one row for each number of lookups. */
export function planTables(rows: readonly PlanRow[], subjects: readonly Named[]): Table[] {
  return grouped(rows).map((group) => {
    const there = subjects.filter(({ id }) => group.some(({ runs }) => runs[id] !== undefined));
    const nameOf = (id: SubjectId) => there.find((each) => each.id === id)?.name;
    const compared = COMPARED.filter((pair) => pair.every(nameOf));
    return {
      title: titleOf(group),
      columns: [
        "lookups",
        "rounds",
        ...there.map(({ name }) => name),
        ...compared.map(([one, other]) => `${nameOf(one)} : ${nameOf(other)}`),
      ],
      rows: group.map(({ lookups, runs }) => [
        String(lookups),
        String(Math.max(...Object.values(runs).map((each) => each.length))),
        ...there.map(({ id }) => milliseconds(sample(timesOf(runs[id])))),
        ...compared.map(([one, other]) => ratio(sample(ratios(timesOf(runs[one]), timesOf(runs[other]))))),
      ]),
    };
  });
}

/** Processor time and memory of the plans that were watched, and what ten times as many lookups cost. */
export function usageTables(rows: readonly PlanRow[], subjects: readonly Named[]): Table[] {
  return grouped(rows).flatMap((group) => {
    const watched = group.flatMap((row) =>
      subjects.flatMap(({ id, name }) => {
        const runs = row.runs[id]?.filter(({ usage }) => usage !== null) ?? [];
        return runs.length === 0 ? [] : [{ row, id, name, runs }];
      }),
    );
    if (watched.length === 0) {
      return [];
    }
    return [
      {
        title: `CPU time in ms and memory, ${titleOf(group)}`,
        columns: [
          "lookups",
          "provider",
          "CPU, provider",
          "CPU, Terraform",
          "CPU, local API",
          "peak memory, provider (MiB)",
          "time : that of a tenth",
          "CPU, Terraform : that of a tenth",
        ],
        rows: watched.map(({ row, id, name, runs }) => {
          const tenth = group.find(({ lookups }) => lookups * 10 === row.lookups)?.runs[id] ?? [];
          return [
            String(row.lookups),
            name,
            median(runs, ({ usage }) => usage?.childrenCpuMs, 0),
            median(runs, ({ usage }) => usage?.ownCpuMs, 0),
            median(runs, ({ apiCpuMs }) => apiCpuMs, 0),
            mebibytes(medianOf(runs, ({ usage }) => usage?.childrenPeakBytes)),
            times(runs, tenth, (run) => run.milliseconds),
            times(runs, tenth, ({ usage }) => usage?.ownCpuMs),
          ];
        }),
      },
    ];
  });
}

/** By latency and -parallelism, in the order in which they were measured. */
function grouped(rows: readonly PlanRow[]): PlanRow[][] {
  const groups = new Map<string, PlanRow[]>();
  for (const row of rows) {
    groups.set(titleOf([row]), [...(groups.get(titleOf([row])) ?? []), row]);
  }
  return [...groups.values()];
}

function titleOf([row]: readonly PlanRow[]): string {
  return `API latency ${row?.latencyMs} ms, \`-parallelism=${row?.parallelism}\``;
}

function timesOf(runs: readonly PlanRun[] = []): number[] {
  return runs.map((run) => run.milliseconds);
}

type Figure = (run: PlanRun) => number | undefined;

function medianOf(runs: readonly PlanRun[], figure: Figure): number {
  return sample(runs.map((run) => figure(run) ?? Number.NaN)).median;
}

function median(runs: readonly PlanRun[], figure: Figure, digits: number): string {
  return number(medianOf(runs, figure), digits);
}

/** Medians over medians: runs of different sizes have no neighbours. */
function times(runs: readonly PlanRun[], tenth: readonly PlanRun[], figure: Figure): string {
  const quotient = medianOf(runs, figure) / medianOf(tenth, figure);
  return Number.isNaN(quotient) ? NOTHING : `${number(quotient, 1)} x`;
}
