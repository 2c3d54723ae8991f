import { planFigures } from "../../bench/plan-figures";
import type { PlanRun } from "../../bench/plan-row";

const run = (milliseconds: number): PlanRun => ({ milliseconds, usage: null, apiCpuMs: 0, complaint: null });

test("plans are reduced to medians, and to ratios within each round", () => {
  const [figure] = planFigures([
    {
      lookups: 10,
      latencyMs: 0,
      parallelism: 10,
      runs: { node: [run(300.4), run(200), run(900)], http: [run(150), run(200), run(300)] },
    },
  ]);

  expect(figure).toEqual({
    lookups: 10,
    latencyMs: 0,
    parallelism: 10,
    rounds: 3,
    milliseconds: { node: 300, http: 200 },
    timesOfHttp: { node: 2 },
  });
});

test("a provider whose plans failed and a ratio to a peer that is absent are left out", () => {
  const [failed, alone] = planFigures([
    { lookups: 1, latencyMs: 0, parallelism: 10, runs: { node: [run(Number.NaN)], http: [run(100)] } },
    { lookups: 1, latencyMs: 50, parallelism: 10, runs: { node: [run(100)] } },
  ]);

  expect([failed?.milliseconds, failed?.timesOfHttp]).toEqual([{ http: 100 }, {}]);
  expect([alone?.milliseconds, alone?.timesOfHttp]).toEqual([{ node: 100 }, {}]);
});
