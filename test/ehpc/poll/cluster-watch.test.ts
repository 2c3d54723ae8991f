import { EhpcError } from "../../../src/base/errors";
import { broken, forbidden, throttled } from "./fake-service";
import { HOUR, MINUTE, seeded, waiting } from "./waiting";

/** A cluster with so many running jobs, of which the first `waits` are waited for. */
function cluster(count: number, waits = count, intervalMs: number | null = null) {
  const world = waiting();
  const ids = Array.from({ length: count }, (_, index) => `${index + 1}.manager`);
  for (const id of ids) {
    world.jobs.set(id, { state: "Running" });
  }
  const begun = ids.slice(0, waits).map((id) => world.begin(id, { intervalMs }));
  return { ...world, ids, begun };
}

describe("1,000 waits on one cluster with 1,000 unfinished jobs", () => {
  it("use at most 25 calls a round, from the first on", async () => {
    const { clock, service } = cluster(1_000, 1_000, 10_000);
    await clock.advance(HOUR);
    const rounds = callsPerRound(service.calls, 10_000);
    expect(rounds.length).toBeGreaterThanOrEqual(359);
    expect(Math.max(...rounds)).toBeLessThanOrEqual(25);
    // After the first round, which begins before the list's length is known, nothing but its 20 pages is read.
    expect(new Set(rounds.slice(1, -1))).toEqual(new Set([20]));
  });

  it("do so when they come one after another", async () => {
    const { clock, service, jobs, begin } = cluster(1_000, 0);
    for (const id of [...jobs.keys()]) {
      begin(id);
      await clock.advance(3);
    }
    await clock.advance(10 * MINUTE);
    for (let start = 0; start < 10 * MINUTE; start += 100) {
      const inTwoSeconds = service.calls.filter(({ at }) => at >= start && at < start + 1_900).length;
      expect(inTwoSeconds).toBeLessThanOrEqual(25);
    }
    expect(service.count("GetJob")).toBeLessThanOrEqual(5);
  });

  it.each([
    ["throttled", () => throttled()],
    ["broken", () => broken],
    ["throttled with a time to wait", () => throttled(1_500)],
  ])("do so with a fifth of the answers %s, and every wait ends well and none early", async (_, trouble) => {
    const { clock, service, ids, jobs, begun, poller } = cluster(1_000, 1_000, 20_000);
    const random = seeded(7);
    service.trouble = () => (random() < 0.2 ? trouble() : null);
    await clock.advance(30 * MINUTE);
    const rounds = callsPerRound(service.calls, 10_000);
    expect(rounds.length).toBeGreaterThan(50);
    expect(Math.max(...rounds)).toBeLessThanOrEqual(25);
    expect(begun.every(({ endedAt }) => endedAt === null)).toBe(true);

    const endedAt = new Map<string, number>();
    for (const id of ids) {
      jobs.set(id, { state: "Completed" });
      endedAt.set(id, clock.monotonicMs());
      await clock.advance(200);
    }
    await clock.advance(10 * MINUTE);
    expect(begun.filter(({ outcome }) => outcome?.kind === "reached")).toHaveLength(1_000);
    expect(begun.every((wait, index) => (wait.endedAt ?? 0) >= (endedAt.get(ids[index] ?? "") ?? 0))).toBe(
      true,
    );
    expect(service.mostAtATime).toBeLessThanOrEqual(64);
    expect([clock.sleepers, poller.jobs]).toEqual([0, 0]);
  });

  it("all end well when the jobs end together, with a bounded number of closing calls at a time", async () => {
    const { clock, service, ids, jobs, begun, poller } = cluster(1_000);
    service.latencyMs = 50;
    await clock.advance(MINUTE);
    const before = service.count("GetJob");
    for (const id of ids) {
      jobs.set(id, { state: "Completed" });
    }
    await clock.advance(MINUTE);
    expect(begun.filter(({ outcome }) => outcome?.kind === "reached")).toHaveLength(1_000);
    expect(service.count("GetJob") - before).toBe(1_000);
    expect(service.mostAtATime).toBeLessThanOrEqual(64);
    expect([clock.sleepers, poller.jobs]).toEqual([0, 0]);
  });

  it("end at once when they are called off together, and leave nothing", async () => {
    const { clock, begun, service, poller } = cluster(1_000);
    service.latencyMs = 500;
    await clock.advance(2_100);
    for (const wait of begun) {
      wait.abort();
    }
    await clock.settle();
    expect(begun.every(({ error }) => error instanceof EhpcError && error.kind === "aborted")).toBe(true);
    expect([clock.sleepers, poller.jobs]).toEqual([0, 0]);
  });
});

describe("a list", () => {
  it("is read when that takes fewer calls, and only then", async () => {
    const few = cluster(1_000, 15);
    await few.clock.advance(5 * MINUTE);
    // One page is read to learn how many there are, once in five minutes.
    expect(few.service.count("ListJobs")).toBeLessThanOrEqual(2);
    const many = cluster(1_000, 40);
    await many.clock.advance(5 * MINUTE);
    expect(many.service.count("GetJob")).toBeLessThanOrEqual(5);
    expect(many.service.count("ListJobs")).toBeGreaterThan(20);
    const one = cluster(1, 1);
    await one.clock.advance(5 * MINUTE);
    expect(one.service.count("ListJobs")).toBe(0);
  });

  it("never settles a wait itself: GetJob has the last word", async () => {
    const { clock, service, jobs, begun } = cluster(100);
    const { listJobs } = service;
    service.listJobs = async (request, options) => {
      const page = await listJobs(request, options);
      return { ...page, jobs: page.jobs.map((job) => ({ ...job, state: "Completed" })) };
    };
    await clock.advance(10 * MINUTE);
    expect(begun.every(({ endedAt }) => endedAt === null)).toBe(true);
    for (const id of [...jobs.keys()]) {
      jobs.set(id, { state: "FAILED" });
    }
    await clock.advance(MINUTE);
    expect(begun.every(({ outcome }) => outcome?.kind === "failed")).toBe(true);
  });

  it("that tells otherwise than GetJob is not read again and again", async () => {
    const { clock, service } = cluster(100);
    service.listJobs = async () => {
      service.calls.push({ operation: "ListJobs", what: "", at: clock.monotonicMs() });
      return { requestId: null, totalCount: 0, jobs: [] };
    };
    await clock.advance(10 * MINUTE);
    expect(service.count("ListJobs")).toBeLessThan(service.count("GetJob") / 200);
  });

  it("that lacks some jobs costs no more than a look at each of them when it is due", async () => {
    const { clock, service, jobs, begin } = cluster(60, 60, 2_000);
    for (const id of ["a", "b", "c"]) {
      jobs.set(id, { state: "F" });
      begin(id, { intervalMs: MINUTE });
    }
    const { listJobs } = service;
    service.listJobs = async (request, options) => {
      const page = await listJobs(request, options);
      return { ...page, jobs: page.jobs.filter(({ jobId }) => (jobId?.length ?? 0) > 1) };
    };
    await clock.advance(10 * MINUTE);
    const calls = service.calls.filter(({ what, operation }) => operation === "GetJob" && what.length === 1);
    expect(calls.length).toBeLessThanOrEqual(3 * 13);
    expect(calls.length).toBeGreaterThanOrEqual(3 * 10);
  });

  it.each([
    [
      "with the server's name",
      (index: number) => String(index),
      (index: number) => ({ jobId: `${index}.manager` }),
    ],
    [
      "without the server's name",
      (index: number) => `${index}.manager`,
      (index: number) => ({ jobId: String(index) }),
    ],
    [
      "as sub-jobs with ids of their own",
      (index: number) => `100_${index}`,
      (index: number) => ({ jobId: String(1_000 + index), arrayJobId: "100", arrayJobSubId: String(index) }),
    ],
  ])("serves for jobs that it names otherwise, %s, until they end", async (_, asked, named) => {
    const { clock, service, jobs, begin } = waiting();
    const indices = Array.from({ length: 200 }, (_, index) => index);
    const names = new Map(indices.map((index) => [asked(index), named(index)]));
    for (const id of names.keys()) {
      jobs.set(id, { state: "Running" });
    }
    const { listJobs } = service;
    service.listJobs = async (request, options) => {
      const page = await listJobs(request, options);
      return { ...page, jobs: page.jobs.map((job) => ({ ...job, ...names.get(job.jobId ?? "") })) };
    };
    const begun = [...names.keys()].map((id) => begin(id));
    await clock.advance(10 * MINUTE);
    expect(service.count("GetJob")).toBe(0);
    expect(service.count("ListJobs", MINUTE)).toBeGreaterThan(20);
    expect(begun.every(({ endedAt }) => endedAt === null)).toBe(true);
    for (const id of names.keys()) {
      jobs.set(id, { state: "Completed" });
    }
    await clock.advance(MINUTE);
    expect(begun.every(({ outcome }) => outcome?.kind === "reached")).toBe(true);
    expect(service.count("GetJob")).toBe(200);
  });

  it("that is refused is given up, and jobs are asked for one by one", async () => {
    const { clock, service, ids, jobs, begun } = cluster(60);
    service.trouble = ({ operation }) => (operation === "ListJobs" ? forbidden : null);
    await clock.advance(MINUTE);
    expect(service.count("ListJobs")).toBe(1);
    expect(begun.every(({ endedAt }) => endedAt === null)).toBe(true);
    for (const id of ids) {
      jobs.set(id, { state: "Completed" });
    }
    await clock.advance(MINUTE);
    expect(begun.every(({ outcome }) => outcome?.kind === "reached")).toBe(true);
  });

  it.each([
    ["no page", () => true],
    ["a page", (page: string) => page === "2"],
  ])("of which %s can be read for long is not relied on", async (_, isUnreadable) => {
    const { clock, service, ids, jobs, begun } = cluster(150);
    service.trouble = ({ operation, what }) =>
      operation === "ListJobs" && isUnreadable(what) ? broken : null;
    await clock.advance(MINUTE);
    for (const id of ids) {
      jobs.set(id, { state: "Completed" });
    }
    await clock.advance(3 * MINUTE);
    expect(begun.filter(({ outcome }) => outcome?.kind === "reached")).toHaveLength(150);
  });

  it("that is stale keeps no wait until its time-out: GetJob has the last word", async () => {
    const { clock, service, ids, jobs, begin } = cluster(20, 0);
    const { listJobs } = service;
    let stale: ReturnType<typeof listJobs> | undefined;
    service.listJobs = (...call) => {
      stale ??= listJobs(...call);
      return stale;
    };
    const begun = ids.map((id) => begin(id, { timeoutMs: 10 * MINUTE }));
    await clock.advance(MINUTE);
    for (const id of ids) {
      jobs.set(id, { state: "Completed" });
    }
    await clock.advance(8 * MINUTE);
    expect(begun.every(({ outcome }) => outcome === null)).toBe(true);
    await clock.advance(MINUTE);
    expect(begun.map(({ outcome }) => outcome?.kind)).toEqual(ids.map(() => "reached"));
  });

  it("that does not answer is let alone after 10 s, and jobs are asked for one by one", async () => {
    const { clock, service, ids, jobs, begun } = cluster(20);
    await clock.advance(MINUTE);
    let asked = 0;
    service.listJobs = () => {
      asked += 1;
      return new Promise(() => {});
    };
    for (const id of ids) {
      jobs.set(id, { state: "Completed" });
    }
    await clock.advance(MINUTE);
    expect(begun.every(({ outcome }) => outcome?.kind === "reached")).toBe(true);
    expect(asked).toBe(1);
  });

  it.each([1e9, Number.MAX_SAFE_INTEGER])(
    "that claims %d jobs is read as far as it goes",
    async (totalCount) => {
      const { clock, service, ids, jobs, begun } = cluster(60);
      const { listJobs } = service;
      service.listJobs = async (...call) => ({ ...(await listJobs(...call)), totalCount });
      await clock.advance(MINUTE);
      for (const id of ids) {
        jobs.set(id, { state: "Completed" });
      }
      await clock.advance(2 * MINUTE);
      expect(begun.every(({ outcome }) => outcome?.kind === "reached")).toBe(true);
    },
  );

  it("tells the state and, by the time of submission, the age of a job", async () => {
    const { clock, service, jobs, begin } = waiting(() => 0.999999);
    const threeDaysAgo = clock.now().getTime() / 1_000 - 3 * 86_400;
    for (const id of ["1", "2", "3"]) {
      jobs.set(id, { state: "Pending", submitTime: threeDaysAgo });
    }
    const waits = ["1", "2", "3"].map((id) => begin(id, { timeoutMs: 45_000 }));
    await clock.advance(45_000);
    expect(service.calls.map(({ operation, at }) => [operation, Math.round(at)])).toEqual([
      ["ListJobs", 0],
      ["ListJobs", 30_000],
      // A list may be stale: GetJob has the last word before a time-out.
      ["ListJobs", 40_000],
      ...Array(3).fill(["GetJob", 40_000]),
    ]);
    expect(waits[0]?.outcome).toMatchObject({
      kind: "timeout",
      state: "Pending",
      phase: "pending",
    });
  });
});

it("a cluster begins afresh once nobody waited for its jobs any more", async () => {
  const { clock, service, ids, begun, begin } = cluster(60);
  service.trouble = ({ operation }) => (operation === "ListJobs" ? forbidden : null);
  await clock.advance(MINUTE);
  for (const wait of begun) {
    wait.abort();
  }
  await clock.settle();
  service.trouble = () => null;
  const since = clock.monotonicMs();
  for (const id of ids) {
    begin(id);
  }
  await clock.advance(5 * MINUTE);
  expect(service.count("ListJobs", since)).toBeGreaterThan(20);
  expect(service.count("GetJob", since)).toBe(0);
});

it("a job that has been purged is missed in the list, and ends its wait", async () => {
  const { clock, jobs, begun } = cluster(100);
  await clock.advance(MINUTE);
  jobs.delete("7.manager");
  await clock.advance(MINUTE);
  expect(begun[6]?.error).toMatchObject({
    kind: "job-not-found",
    message: expect.stringContaining('in state "Running"'),
  });
  expect(begun.filter(({ endedAt }) => endedAt !== null)).toHaveLength(1);
});

it("waits for the start of jobs are closed by GetJob, and other waits on them go on by lists", async () => {
  const { clock, service, ids, jobs, begin, begun } = cluster(100, 100);
  await clock.advance(MINUTE);
  const starts = ids.map((id) => begin(id, { until: "started" }));
  await clock.advance(10_000);
  expect(starts.every(({ outcome }) => outcome?.kind === "reached")).toBe(true);
  const since = clock.monotonicMs();
  await clock.advance(5 * MINUTE);
  expect(service.count("GetJob", since)).toBe(0);
  expect(begun.every(({ endedAt }) => endedAt === null)).toBe(true);
  jobs.clear();
});

/** How many calls were made in each round: a round ends where no call is made for `gapMs`/2. */
function callsPerRound(calls: readonly { at: number }[], gapMs: number): number[] {
  const rounds: number[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const { at } of calls) {
    if (at - last > gapMs / 2) {
      rounds.push(0);
    }
    rounds[rounds.length - 1] = (rounds.at(-1) ?? 0) + 1;
    last = at;
  }
  return rounds;
}
