import { EhpcError } from "../../../src/base/errors";
import type { JobsChange, JobsOutcome, JobsWaitRequest } from "../../../src/ehpc/poll/poller";
import { parseRequirement } from "../../../src/notation/requirement";
import { aListedJob } from "../list/a-listed-job";
import { broken, type FakeJob, forbidden, throttled } from "./fake-service";
import { CLUSTER, HOUR, MINUTE, seeded, waiting } from "./waiting";

/** A cluster with so many jobs, all of which are waited for. */
function many(count: number, jobOf: (index: number) => FakeJob) {
  const world = waiting();
  const ids = Array.from({ length: count }, (_, index) => `${index + 1}.manager`);
  ids.forEach((id, index) => {
    world.jobs.set(id, { submitTime: 1_700_000_000 + index, ...jobOf(index) });
  });

  function begin({
    require = "all",
    ...request
  }: Partial<Omit<JobsWaitRequest, "require">> & { require?: string } = {}) {
    const controller = new AbortController();
    const wait = {
      outcome: null as JobsOutcome | null,
      error: null as unknown,
      endedAt: Number.POSITIVE_INFINITY,
      changes: [] as JobsChange[],
      abort: () => controller.abort(),
    };
    world.poller
      .waitForJobs(
        {
          clusterId: CLUSTER,
          jobs: { kind: "ids", jobIds: ids },
          until: "succeeded",
          failFast: true,
          timeoutMs: 100 * HOUR,
          intervalMs: null,
          ...request,
          require: parseRequirement(require),
          onChange: (change) => wait.changes.push(change),
        },
        { signal: controller.signal },
      )
      .then(
        (outcome) => Object.assign(wait, { outcome, endedAt: world.clock.monotonicMs() }),
        (error: unknown) => Object.assign(wait, { error, endedAt: world.clock.monotonicMs() }),
      );
    return wait;
  }

  function all(state: string): void {
    for (const id of ids) {
      world.jobs.set(id, { ...world.jobs.get(id), state });
    }
  }

  return { ...world, ids, begin, all };
}

/** Modules that are loaded late come outside of the driven clock. */
async function loaded(): Promise<void> {
  await Promise.all([
    import("../../../src/ehpc/poll/select-jobs"),
    import("../../../src/ehpc/poll/wait-for-jobs"),
  ]);
}

beforeAll(loaded);

it("1,000 jobs that ended before need the pages of a list and no more", async () => {
  const { clock, service, poller, begin } = many(1_000, () => ({ state: "Completed" }));
  service.latencyMs = 20;
  const wait = begin();
  await clock.advance(10_000);

  expect(wait.outcome).toMatchObject({ kind: "reached", reached: 1_000, counts: { succeeded: 1_000 } });
  expect(service.count("GetJob")).toBe(0);
  expect(service.calls.length).toBeLessThanOrEqual(25);
  expect(wait.outcome?.jobs[999]?.record).toMatchObject({ createTime: "2023-11-14T22:29:59Z" });
  expect([clock.sleepers, poller.jobs]).toEqual([0, 0]);
});

it.each([
  ["all answers are good", () => null, 21],
  ["a fifth of the answers is throttled", () => throttled(), 25],
  ["a fifth of the answers is broken", () => broken, 25],
])(
  "1,000 jobs that end within a second cost the pages of a list a round, where %s",
  async (_, trouble, most) => {
    const { clock, service, begin, all } = many(1_000, () => ({ state: "Running" }));
    const random = seeded(5);
    service.trouble = () => (random() < 0.2 ? trouble() : null);
    service.latencyMs = 20;
    const wait = begin({ intervalMs: 10_000 });
    await clock.advance(MINUTE);
    const before = service.calls.length;
    await clock.advance(10 * MINUTE);
    // Answers that fail are made up for early, in rounds of their own.
    const rounds = most === 21 ? 60 : 80;
    expect((service.calls.length - before) / rounds).toBeLessThanOrEqual(most);
    expect(wait.outcome).toBeNull();

    all("Completed");
    const endedAt = clock.monotonicMs();
    await clock.advance(MINUTE);
    expect(wait.outcome?.kind).toBe("reached");
    if (most === 21) {
      expect(service.count("GetJob")).toBe(0);
      expect(wait.endedAt - endedAt).toBeLessThan(10_000 + 5_000);
    }
  },
);

it.each([
  ["ten seconds without lists", 10_000, forbidden],
  ["five seconds with lists", 5_000, null],
])("opens within %s, at two hundred calls a second", async (_, mostMs, listsFail) => {
  const { clock, service, begin, all } = many(1_000, () => ({ state: "Running" }));
  let second = -1;
  let calls = 0;
  service.trouble = ({ operation, at }) => {
    if (operation === "ListJobs" && listsFail !== null) {
      return listsFail;
    }
    calls = Math.floor(at / 1_000) === second ? calls + 1 : 1;
    second = Math.floor(at / 1_000);
    return calls > 200 ? throttled() : null;
  };
  const wait = begin({ intervalMs: 2_000 });
  await clock.advance(20_000);
  all("Completed");
  const endedAt = clock.monotonicMs();
  await clock.advance(MINUTE);
  expect(wait.outcome?.kind).toBe("reached");
  expect(wait.endedAt - endedAt).toBeLessThan(mostMs);
  // Lists tell all; without them each job is asked for once, and a call that is throttled again.
  const asked = service.count("GetJob", endedAt);
  expect(asked).toBeGreaterThanOrEqual(listsFail === null ? 0 : 1_000);
  expect(asked).toBeLessThanOrEqual(listsFail === null ? 0 : 1_010);
  // One page of unfinished jobs, of which there are none now, and all pages of ended ones.
  expect(service.count("ListJobs", endedAt + 1)).toBe(listsFail === null ? 1 + 20 : 0);
});

describe("the requirement", () => {
  const mixed = (index: number) => ({
    state: ["Completed", "Failed", "Running", "Pending"][index % 4] ?? null,
  });

  it.each([
    ["any", "reached"],
    ["2", "reached"],
    ["25%", "reached"],
    ["7", "failed"],
    ["all", "failed"],
  ])("%s of eight jobs, of which two have succeeded and two failed: %s", async (require, kind) => {
    const { clock, begin } = many(8, mixed);
    const wait = begin({ require });
    await clock.advance(10_000);
    expect(wait.outcome).toMatchObject({
      kind,
      reached: 2,
      failed: 2,
      counts: { succeeded: 2, failed: 2, running: 2, pending: 2, unknown: 0 },
    });
    expect(wait.outcome?.jobs[2]?.record?.state).toBe("Running");
  });

  it("is waited for while it can be met, and all are waited for without fail_fast", async () => {
    const { clock, begin, all, poller } = many(8, mixed);
    const [some, every] = [begin({ require: "6" }), begin({ failFast: false })];
    await clock.advance(HOUR);
    expect([some.outcome, every.outcome]).toEqual([null, null]);
    all("Failed");
    await clock.advance(MINUTE);
    expect(some.outcome?.kind).toBe("failed");
    expect(every.outcome).toMatchObject({ kind: "failed", failed: 6, reached: 2 });
    expect(poller.jobs).toBe(0);
  });

  it("that jobs only end counts failures", async () => {
    const { clock, begin } = many(8, mixed);
    const wait = begin({ until: "finished", require: "50%" });
    await clock.advance(10_000);
    expect(wait.outcome).toMatchObject({ kind: "reached", reached: 4 });
  });
});

it("tells the counts and what changed, once a round", async () => {
  const { clock, begin, jobs } = many(60, () => ({ state: "Running" }));
  const wait = begin({ intervalMs: 10_000 });
  await clock.advance(25_000);
  jobs.set("7.manager", { state: "Completed" });
  await clock.advance(10_000);
  expect(wait.changes.map(({ changed }) => changed.length)).toEqual([60, 0, 0, 0, 1]);
  expect(wait.changes.at(-1)).toMatchObject({ total: 60, reached: 1, counts: { running: 59, succeeded: 1 } });
});

it("a job that the scheduler forgets is lost, and the others go on", async () => {
  const { clock, begin, jobs, all } = many(10, () => ({ state: "Running" }));
  const wait = begin({ require: "9" });
  await clock.advance(MINUTE);
  jobs.delete("3.manager");
  await clock.advance(2 * MINUTE);
  expect(wait.outcome).toBeNull();
  jobs.set("3.manager", { state: "Completed" });
  all("Completed");
  await clock.advance(MINUTE);
  expect(wait.outcome).toMatchObject({ kind: "reached", reached: 9, failed: 1 });
  expect(wait.outcome?.jobs[2]).toMatchObject({ end: "lost", error: { kind: "job-not-found" } });
});

it("a preempted job counts only after the grace, by lists alone", async () => {
  const { clock, begin, all, service } = many(100, () => ({ state: "PREEMPTED" }));
  const wait = begin({ until: "finished", requeueGraceMs: MINUTE });
  await clock.advance(50_000);
  expect(wait.outcome).toBeNull();
  all("Running");
  await clock.advance(5 * MINUTE);
  expect(wait.outcome).toBeNull();
  all("NODE_FAIL");
  await clock.advance(5 * MINUTE);
  expect(wait.outcome?.kind).toBe("reached");
  expect(service.count("GetJob")).toBe(0);
});

it("an ended job of another name under the same ID does not count", async () => {
  const { clock, begin, jobs } = many(5, () => ({ state: "Running", jobName: "train" }));
  const wait = begin({ require: "any" });
  await clock.advance(MINUTE);
  jobs.set("2.manager", { state: "Completed", jobName: "clean", submitTime: 1_700_100_000 });
  await clock.advance(MINUTE);
  expect(wait.outcome).toBeNull();
  expect(wait.changes.at(-1)?.failed).toBe(1);
});

it("a time-out comes in time and says where the jobs stand", async () => {
  const { clock, begin, poller } = many(60, () => ({ state: "Running" }));
  const wait = begin({ timeoutMs: 5 * MINUTE });
  await clock.advance(5 * MINUTE);
  expect(wait.outcome).toMatchObject({ kind: "timeout", waitedMs: 5 * MINUTE, counts: { running: 60 } });
  expect([clock.sleepers, poller.jobs]).toEqual([0, 0]);
});

it("ends at once when it is called off, and leaves nothing", async () => {
  const { clock, begin, poller } = many(1_000, () => ({ state: "Running" }));
  const wait = begin();
  await clock.advance(5_000);
  wait.abort();
  await clock.settle();
  expect(wait.error).toBeInstanceOf(EhpcError);
  expect(wait.error).toMatchObject({ kind: "aborted" });
  expect([clock.sleepers, poller.jobs]).toEqual([0, 0]);
});

const NAMED = { kind: "name", jobName: "sweep", createdAfter: 0 } as const;

it("a task without a record of its own is not lost while other jobs have more pages of the list than it is worth", async () => {
  const { clock, service, jobs, begin } = many(60, () => ({ state: "Running" }));
  jobs.set("36_1", { state: "Completed" });
  const array = { jobName: "sweep", arrayJobId: "36", arrayRequest: "1-2" };
  const begun = aListedJob({ ...array, jobId: "36_1", arrayJobSubId: "1", state: "Completed" });
  const toCome = aListedJob({ ...array, jobId: "36_[2]", state: "Pending" });
  const { listJobs } = service;
  service.listJobs = async (asked, options) => {
    const page = await listJobs(asked, options);
    if (asked.jobName !== undefined) {
      return { ...page, totalCount: 2, jobs: [begun, toCome] };
    }
    const isLast = asked.status === "unfinished" && asked.pageNumber === 2;
    return { ...page, totalCount: 61, jobs: isLast ? [...page.jobs, toCome] : page.jobs };
  };
  const wait = begin({ jobs: NAMED, timeoutMs: 5 * MINUTE });
  await clock.advance(HOUR);
  expect(wait.outcome).toMatchObject({ kind: "timeout", reached: 1, failed: 0, counts: { pending: 1 } });
});

describe("while it is not known which jobs a wait is for", () => {
  const ARRAY = { kind: "array", arrayJobId: "36" } as const;
  const undecided = new EhpcError("array-undecided", "E-HPC does not return enough to tell the state.");

  it.each<[string, JobsWaitRequest["jobs"], (world: ReturnType<typeof many>) => void]>([
    ["an array is not there", ARRAY, () => {}],
    [
      "an array is sometimes there, and never told whole",
      ARRAY,
      ({ service }) => {
        service.trouble = () => (service.calls.length % 2 === 0 ? undecided : null);
      },
    ],
    [
      "a list takes long",
      NAMED,
      ({ service }) => {
        service.latencyMs = HOUR;
      },
    ],
  ])("its time-out holds, where %s", async (_, jobs, prepare) => {
    const world = many(1, () => ({ state: "Running" }));
    prepare(world);
    const wait = world.begin({ jobs, timeoutMs: 12_000 });
    await world.clock.advance(HOUR);
    expect(wait.error).toMatchObject({
      kind: "timeout",
      message: "E-HPC did not return within 12s which jobs the wait is for.",
    });
    expect(wait.endedAt).toBe(12_000);
    expect([world.clock.sleepers, world.poller.jobs]).toEqual([0, 0]);
  });

  it("an interruption is an interruption", async () => {
    const world = many(1, () => ({ state: "Running" }));
    const wait = world.begin({ jobs: ARRAY, timeoutMs: HOUR });
    await world.clock.advance(3_000);
    wait.abort();
    await world.clock.advance(0);
    expect(wait.error).toMatchObject({ kind: "aborted" });
    expect([world.clock.sleepers, world.poller.jobs]).toEqual([0, 0]);
  });
});
