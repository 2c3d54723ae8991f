import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { silentLog } from "../../../src/base/log";
import { createPoller } from "../../../src/ehpc/poll/poller";
import { DrivenClock } from "../../support/driven-clock";
import { broken, FakeService, throttled } from "./fake-service";
import { HOUR, MINUTE, seeded } from "./waiting";

const CLUSTERS = 4;
const JOBS_AT_A_TIME = 200;
/** How long the test lives, in hours of its driven clock. `npm run soak` sets a day. */
const HOURS = Number(process.env.SOAK_HOURS ?? 4);

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

it(`${HOURS} hours with 200 jobs that come and go leave nothing behind, and memory does not grow`, async () => {
  const clock = new DrivenClock();
  const service = new FakeService(clock);
  const random = seeded(11);
  service.latencyMs = 100;
  service.trouble = () => {
    const drawn = random();
    return drawn < 0.01 ? broken : drawn < 0.02 ? throttled(2_000) : null;
  };
  const poller = createPoller({ client: service, clock, random, log: silentLog });
  const outcomes = new Map<string, number>();
  let begun = 0;
  let underWay = 0;

  /** Submits a job and waits for it: most end well, some badly, some too late, and some waits are called off. */
  function submit(): void {
    begun += 1;
    underWay += 1;
    const clusterId = `cluster-${begun % CLUSTERS}`;
    const jobId = String(begun);
    const jobs = service.cluster(clusterId);
    const fate = random();
    const lengthMs = MINUTE + random() * 2 * HOUR;
    const controller = new AbortController();
    jobs.set(jobId, { state: "Pending", submitTime: clock.now().getTime() / 1_000 });
    const happens = async () => {
      await clock.sleep(lengthMs / 4, new AbortController().signal);
      jobs.set(jobId, { state: "Running" });
      await clock.sleep(lengthMs, new AbortController().signal);
      if (fate < 0.1) {
        controller.abort();
      }
      jobs.set(jobId, { state: fate < 0.2 ? "Failed" : "Completed" });
      await clock.sleep(10 * MINUTE, new AbortController().signal);
      jobs.delete(jobId);
    };
    void happens();
    const timeoutMs = fate > 0.9 ? lengthMs / 2 : 24 * HOUR;
    poller
      .wait(
        { clusterId, jobId, until: "succeeded", timeoutMs, intervalMs: null },
        { signal: controller.signal },
      )
      .then(
        ({ kind }) => kind,
        (error: { kind: string }) => error.kind,
      )
      .then((kind) => {
        outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1);
        underWay -= 1;
      });
  }

  const quarters: number[][] = [[], [], [], []];
  for (let part = 0; part < 4 * HOURS; part += 1) {
    while (underWay < JOBS_AT_A_TIME) {
      submit();
    }
    await clock.advance(HOUR / 4);
    service.calls.length = 0;
    collectGarbage();
    quarters[Math.floor(part / HOURS)]?.push(process.memoryUsage().heapUsed);
  }
  await clock.advance(4 * HOUR);

  expect(begun).toBeGreaterThan(2 * JOBS_AT_A_TIME);
  expect([...outcomes.keys()].sort()).toEqual(["aborted", "failed", "reached", "timeout"]);
  expect([underWay, poller.jobs, clock.sleepers]).toEqual([0, 0, 0]);
  const [, second = Number.NaN, , last = Number.NaN] = quarters.map(median);
  expect(last).toBeLessThan(1.1 * second);
});

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
