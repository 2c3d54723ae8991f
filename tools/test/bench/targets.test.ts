import type { PlanRow, PlanRun } from "../../bench/plan-row";
import { reportTargets } from "../../bench/targets";

function run(milliseconds: number, childrenCpuMs: number): PlanRun {
  const usage = { ownCpuMs: 1, childrenCpuMs, childrenPeakBytes: 80 * 1024 ** 2 };
  return { milliseconds, usage, apiCpuMs: 5, complaint: null };
}

function rowOf(what: string, measured: Parameters<typeof reportTargets>[0]) {
  return reportTargets(measured).tables[0]?.rows.find(([first]) => first === what);
}

const plan: PlanRow = {
  latencyMs: 0,
  parallelism: 10,
  lookups: 1_000,
  runs: {
    node: [run(150, 70), run(160, 60), run(140, 80)],
    earlier: [run(200, 100), run(200, 100), run(200, 100)],
    http: [run(300, 100), run(400, 100), run(280, 100)],
  },
};

test("a target has the median ratio of the rounds beside it", () => {
  const measured = { plans: [{ ...plan, latencyMs: 50 }, plan] };
  expect(rowOf("plan of 1000 : `hashicorp/http`", measured)).toEqual([
    "plan of 1000 : `hashicorp/http`",
    "at most 0.40",
    "0.50",
    "at most 0.35",
    "NOT MEASURED",
  ]);
  expect(rowOf("plan of 1000 : the build before", measured)?.slice(1, 3)).toEqual(["at most 0.75", "0.75"]);
  expect(rowOf("processor time of the provider, plan of 1000 : the build before", measured)?.[2]).toBe(
    "0.70",
  );
  expect(rowOf("peak memory, 1000 lookups", measured)?.slice(1)).toEqual([
    "at most 110 MiB",
    "80 MiB",
    "–",
    "–",
  ]);
});

test("starts are compared by the names of what was started", () => {
  const handshakes = {
    "node -e 0": [10, 20],
    "Node.js": [15, 30],
    compiled: [5, 8],
    "hashicorp/http": [10, 10],
  };
  expect(rowOf("handshake : `node -e 0`", { handshakes })?.slice(1)).toEqual([
    "at most 1.80",
    "1.50",
    "–",
    "–",
  ]);
  expect(rowOf("handshake : `hashicorp/http`", { handshakes })?.slice(3)).toEqual(["at most 1.00", "0.65"]);
});
