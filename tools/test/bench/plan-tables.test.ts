import type { PlanRow, PlanRun } from "../../bench/plan-row";
import { planTables, usageTables } from "../../bench/plan-tables";

const SUBJECTS = [
  { id: "node", name: "Node.js" },
  { id: "http", name: "hashicorp/http" },
] as const;

const usage = (own: number, children: number) => ({
  ownCpuMs: own,
  childrenCpuMs: children,
  childrenPeakBytes: 100 * 1024 ** 2,
});

function run(milliseconds: number, used: PlanRun["usage"] = null): PlanRun {
  return { milliseconds, usage: used, apiCpuMs: 5, complaint: null };
}

function row(lookups: number, runs: PlanRow["runs"], more: Partial<PlanRow> = {}): PlanRow {
  return { latencyMs: 0, parallelism: 10, lookups, runs, ...more };
}

test("plans are tabled by latency and -parallelism, with the ratio to the peer within each round", () => {
  const rows = [
    row(1, { node: [run(300), run(200), run(900)], http: [run(150), run(200), run(300)] }),
    row(1, { http: [run(50)] }, { latencyMs: 50 }),
    row(100, { node: [run(50)] }, { latencyMs: 50 }),
    row(100, { node: [run(60)] }, { latencyMs: 50, parallelism: 50 }),
  ];

  expect(planTables(rows, SUBJECTS)).toEqual([
    {
      title: "API latency 0 ms, `-parallelism=10`",
      columns: ["lookups", "rounds", "Node.js", "hashicorp/http", "Node.js : hashicorp/http"],
      rows: [["1", "3", "300 (200–900)", "200 (150–300)", "2.00 (1.00–3.00)"]],
    },
    expect.objectContaining({
      title: "API latency 50 ms, `-parallelism=10`",
      rows: [
        ["1", "1", "–", "50", "–"],
        ["100", "1", "50", "–", "–"],
      ],
    }),
    {
      title: "API latency 50 ms, `-parallelism=50`",
      columns: ["lookups", "rounds", "Node.js"],
      rows: [["100", "1", "60"]],
    },
  ]);
});

test("CPU time and memory are tabled where they were watched, with what ten times as many lookups cost", () => {
  const rows = [
    row(100, { node: [run(250)] }),
    row(1_000, { node: [run(2_000, usage(900, 1_500))] }),
    row(10_000, { node: [run(21_000, usage(9_900, 14_000))] }),
  ];

  expect(usageTables(rows, SUBJECTS)[0]?.rows).toEqual([
    ["1000", "Node.js", "1500", "900", "5", "100", "8.0 x", "–"],
    ["10000", "Node.js", "14000", "9900", "5", "100", "10.5 x", "11.0 x"],
  ]);
});
