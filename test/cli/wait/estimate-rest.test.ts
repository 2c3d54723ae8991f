import { estimateRest } from "../../../src/cli/wait/estimate-rest";

const MIN = 60_000;
const ended = [10, 10, 10].map((minutes) => minutes * MIN);
const rest = (change: Partial<Parameters<typeof estimateRest>[0]>) => {
  const ms = estimateRest({ ended, running: [4 * MIN], pending: 0, needed: 1, ...change });
  return ms === null ? null : ms / MIN;
};

it("a running job runs as long as the jobs before it", () => {
  expect(rest({})).toBe(6);
  expect(rest({ running: [4 * MIN, 9 * MIN], needed: 2 })).toBe(6);
  expect(rest({ running: [4 * MIN, 9 * MIN], needed: 1 })).toBe(1);
});

it("a job that runs longer than some is compared with the longer ones", () => {
  const mixed = [10, 10, 30].map((minutes) => minutes * MIN);
  expect(rest({ ended: mixed, running: [12 * MIN] })).toBe(18);
});

it("a job that runs longer than all needs a little more", () => {
  expect(rest({ running: [60 * MIN] })).toBe(1);
});

it("a pending job starts when another ends", () => {
  expect(rest({ pending: 1, needed: 2 })).toBe(16);
  expect(rest({ running: [0, 0], pending: 8, needed: 10 })).toBe(50);
  expect(rest({ running: [0, 5 * MIN], pending: 2, needed: 3 })).toBe(15);
});

it("nothing more is needed once enough have ended", () => {
  expect(rest({ needed: 0, running: [] })).toBe(0);
});

it.each([
  ["too few have ended", { ended: ended.slice(1) }],
  ["none runs", { running: [], pending: 5 }],
  ["more are needed than run or wait", { needed: 2 }],
])("nobody can say where %s", (_title, change) => {
  expect(rest(change)).toBeNull();
});

it("ten thousand jobs are estimated at once", () => {
  const many = {
    ended: Array.from({ length: 5_000 }, () => MIN),
    running: Array.from({ length: 500 }, () => 0),
  };
  expect(rest({ ...many, pending: 4_500, needed: 5_000 })).toBe(10);
});
