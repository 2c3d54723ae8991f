import fc from "fast-check";
import { ClusterRun } from "../../../src/emulator/run/cluster-run";
import type { ScenarioJob, Stage } from "../../../src/emulator/scenario/scenario";

const FILTERS = [
  "{}",
  '{"JobStatus":"notfinish"}',
  '{"JobStatus":"finished","SortBy":{"SubmitOrder":"desc"}}',
  '{"JobName":"a","SortBy":{"PendOrder":"asc"}}',
];

const time = fc.constantFrom("2024-08-16T10:00:00", "2024-08-16T10:00:01", "2024-08-16T10:00:02", "");
const state = fc.constantFrom("Pending", "Running", "Completed", "Failed");

const stage = fc.record({ at: fc.nat(9), State: state, gone: fc.boolean(), StartTime: time });
const life = fc
  .uniqueArray(stage, { selector: ({ at }) => at, minLength: 1, maxLength: 4 })
  .map((stages): Stage[] => stages.sort((a, b) => a.at - b.at));

const job: fc.Arbitrary<ScenarioJob> = fc.record(
  {
    info: fc.record({ JobName: fc.constantFrom("a", "ab", "b"), CreateTime: time }),
    life,
    arrayRequest: fc.constantFrom("1-3", "2,5"),
    secondsApart: fc.nat(2),
  },
  { requiredKeys: ["info"] },
);

/** IDs of jobs, of arrays (36 and 40), and of tasks. */
const id = fc.constantFrom("1", "2", "3", "36", "40", "36_1", "36_2", "40_5");

const step = fc.oneof(
  fc.record({ set: id, job }),
  fc.record({ remove: id }),
  fc.record({ wait: fc.nat(4) }),
  fc.record({ list: fc.constantFrom(...FILTERS) }),
);

/** Only an array's ID can be an array's. */
function asAllowed(jobId: string, { arrayRequest, secondsApart = 0, ...rest }: ScenarioJob): ScenarioJob {
  const isArray = arrayRequest !== undefined && (jobId === "36" || jobId === "40");
  return isArray ? { ...rest, arrayRequest, secondsApart } : rest;
}

it("has the same jobs in the same order, whether it was read before each change or not", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.integer({ min: 0, max: 60 }), (steps, others) => {
      const series =
        others === 0
          ? []
          : [{ count: others, id: "x{number}", job: { info: { JobName: "a", State: "Running" } } }];
      const read = new ClusterRun({ series }, 0);
      const unread = new ClusterRun({ series }, 0);
      let nowMs = 0;
      for (const one of steps) {
        if ("wait" in one) {
          nowMs += one.wait * 1_000;
        } else if ("list" in one) {
          read.list(one.list, nowMs);
        } else {
          for (const cluster of [read, unread]) {
            if ("set" in one) {
              cluster.setJob(one.set, asAllowed(one.set, one.job), nowMs);
            } else {
              cluster.removeJob(one.remove);
            }
          }
        }
      }
      for (const filter of FILTERS) {
        const [one, other] = [read.list(filter, nowMs), unread.list(filter, nowMs)];
        expect(one.page(0, 1_000)).toEqual(other.page(0, 1_000));
        expect(one.total).toBe(other.page(0, 1_000).length);
      }
    }),
    { numRuns: 200 },
  );
});

it("serves more filters than it keeps selections for", () => {
  const job = { info: { JobName: "job {number}.", State: "Running" } };
  const cluster = new ClusterRun({ series: [{ count: 100, job }] }, 0);
  const counts = () =>
    Array.from({ length: 100 }, (_, index) => {
      const filter = JSON.stringify({ JobName: `job ${index + 1}.` });
      return cluster.list(filter, 0).total;
    });
  expect(counts()).toEqual(Array(100).fill(1));
  expect(counts()).toEqual(Array(100).fill(1));
});
