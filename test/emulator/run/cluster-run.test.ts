import { ClusterRun } from "../../../src/emulator/run/cluster-run";
import type { Stage } from "../../../src/emulator/scenario/scenario";

const all = (cluster: ClusterRun, nowMs: number) => cluster.list(undefined, nowMs).page(0, 1_000_000);
const ids = (cluster: ClusterRun, nowMs: number) => all(cluster, nowMs).map(({ jobId }) => jobId);

it("looks at a job only when it changes", () => {
  const life: Stage[] = [
    { at: 0, State: "Pending" },
    { at: 5, State: "Running" },
    { at: 7, gone: true },
  ];
  const cluster = new ClusterRun({ series: [{ count: 10_000, job: {} }], jobs: { last: { life } } }, 0);
  const first = all(cluster, 0);
  expect(first).toHaveLength(10_001);
  expect(all(cluster, 4_999).every((job, index) => job === first[index])).toBe(true);
  const second = all(cluster, 5_000);
  expect(second.filter((job, index) => job !== first[index])).toEqual([second.at(-1)]);
  expect(second.at(-1)?.info.State).toBe("Running");
  expect(all(cluster, 6_999).at(-1)).toBe(second.at(-1));
  expect(all(cluster, 7_000)).toHaveLength(10_000);
  cluster.removeJob("1");
  expect(all(cluster, 7_000)).toHaveLength(9_999);
});

it("lists series first, with a job of its own in the place of one of them", () => {
  const cluster = new ClusterRun(
    { series: [{ count: 3, job: {} }], jobs: { a: {}, 2: { info: { State: "Failed" } } } },
    0,
  );
  expect(ids(cluster, 0)).toEqual(["1", "2", "3", "a"]);
  expect(cluster.jobNow("2", 0)?.info.State).toBe("Failed");
});

it("replaces a job in its place, and adds a new one at the end", () => {
  const cluster = new ClusterRun({ jobs: { a: {}, b: {} } }, 0);
  cluster.setJob("a", {}, 0);
  cluster.setJob("c", {}, 0);
  expect(ids(cluster, 0)).toEqual(["a", "b", "c"]);
});
