import { NOTHING, number } from "./format";
import { ratios, sample } from "./measure";
import type { PlanRow } from "./plan-row";
import type { Report } from "./report";
import type { SubjectId } from "./subjects";

/** What a run of the bench has found, as far as it went. */
export interface Measured {
  /** Times from a start to the handshake line, by the name of what was started. */
  readonly handshakes?: Readonly<Record<string, readonly number[]>>;
  readonly plans?: readonly PlanRow[];
}

type Ours = "node" | "compiled";

interface Target {
  readonly what: string;
  /** The most that the figure may be; a form of the provider without one has no target here. */
  readonly most: Readonly<Partial<Record<Ours, number>>>;
  /** NaN where it was not measured. */
  readonly figure: (measured: Measured, id: Ours) => number;
  readonly unit?: string;
}

const NAMES = { node: "Node.js", compiled: "compiled" } as const;

const TARGETS: readonly Target[] = [
  ...(
    [
      [1, { node: 1.35, compiled: 1.25 }],
      [100, { node: 0.75, compiled: 0.6 }],
      [1_000, { node: 0.4, compiled: 0.35 }],
    ] as const
  ).map(([lookups, most]) => planTarget(lookups, "http", "`hashicorp/http`", most)),
  {
    what: "the slowest of all plans at 50 ms of API latency : `hashicorp/http`",
    most: { node: 1.1, compiled: 1.1 },
    figure: ({ plans = [] }, id) => {
      const each = plans.filter(({ latencyMs }) => latencyMs === 50).map((row) => timeRatio(row, id, "http"));
      return each.length === 0 ? Number.NaN : Math.max(...each);
    },
  },
  {
    what: "handshake : `node -e 0`",
    most: { node: 1.8 },
    figure: ({ handshakes }, id) => handshakeRatio(handshakes, NAMES[id], "node -e 0"),
  },
  {
    what: "handshake : `hashicorp/http`",
    most: { compiled: 1 },
    figure: ({ handshakes }, id) => handshakeRatio(handshakes, NAMES[id], "hashicorp/http"),
  },
  {
    what: "plan of 10,000 : plan of 1000",
    most: { node: 11, compiled: 11 },
    figure: (measured, id) => medianTime(measured, 10_000, id) / medianTime(measured, 1_000, id),
  },
  ...(
    [
      [1_000, 110],
      [10_000, 160],
    ] as const
  ).map(([lookups, most]) => ({
    what: `peak memory, ${lookups} lookups`,
    most: { node: most },
    unit: " MiB",
    figure: (measured: Measured, id: Ours) =>
      medianOf(measured, lookups, id, ({ usage }) => (usage?.childrenPeakBytes ?? Number.NaN) / 1024 ** 2),
  })),
  ...(
    [
      [1, 1],
      [100, 0.85],
      [1_000, 0.75],
    ] as const
  ).map(([lookups, node]) => planTarget(lookups, "earlier", "the build before", { node })),
  {
    what: "processor time of the provider, plan of 1000 : the build before",
    most: { node: 0.7 },
    figure: (measured, id) => {
      const row = usual(measured, 1_000);
      const used = (subject: SubjectId) =>
        row?.runs[subject]?.map(({ usage }) => usage?.childrenCpuMs ?? Number.NaN) ?? [];
      return sample(ratios(used(id), used("earlier"))).median;
    },
  },
];

/** The targets with what was measured beside them. */
export function reportTargets(measured: Measured): Report {
  const cell = ({ most, figure, unit = "" }: Target, id: Ours): [string, string] => {
    const bound = most[id];
    if (bound === undefined) {
      return [NOTHING, NOTHING];
    }
    const digits = unit === "" ? 2 : 0;
    const value = figure(measured, id);
    const found = Number.isNaN(value) ? "NOT MEASURED" : `${number(value, digits)}${unit}`;
    return [`at most ${number(bound, digits)}${unit}`, found];
  };
  const rows = TARGETS.map((target) => [target.what, ...cell(target, "node"), ...cell(target, "compiled")]);
  const columns = ["what", "Node.js", "measured", "compiled", "measured"];
  return {
    tables: [{ title: "Targets, and what was measured", columns, rows }],
    notes: [
      "A ratio of plans or of processor times is the median of those of the rounds, without API latency and with `-parallelism=10` unless it says otherwise.",
    ],
    complaints: [],
    figures: rows,
  };
}

function planTarget(lookups: number, peer: SubjectId, name: string, most: Target["most"]): Target {
  return {
    what: `plan of ${lookups} : ${name}`,
    most,
    figure: (measured, id) => {
      const row = usual(measured, lookups);
      return row === undefined ? Number.NaN : timeRatio(row, id, peer);
    },
  };
}

/** The setting that most people have. */
function usual({ plans = [] }: Measured, lookups: number): PlanRow | undefined {
  return plans.find((row) => row.lookups === lookups && row.latencyMs === 0 && row.parallelism === 10);
}

function timeRatio({ runs }: PlanRow, id: SubjectId, peer: SubjectId): number {
  const times = (subject: SubjectId) => runs[subject]?.map(({ milliseconds }) => milliseconds) ?? [];
  return sample(ratios(times(id), times(peer))).median;
}

function medianTime(measured: Measured, lookups: number, id: SubjectId): number {
  return medianOf(measured, lookups, id, ({ milliseconds }) => milliseconds);
}

function medianOf(
  measured: Measured,
  lookups: number,
  id: SubjectId,
  figure: (run: NonNullable<PlanRow["runs"][SubjectId]>[number]) => number,
): number {
  return sample(usual(measured, lookups)?.runs[id]?.map(figure) ?? []).median;
}

function handshakeRatio(handshakes: Measured["handshakes"] = {}, name: string, base: string): number {
  return sample(ratios(handshakes[name] ?? [], handshakes[base] ?? [])).median;
}
