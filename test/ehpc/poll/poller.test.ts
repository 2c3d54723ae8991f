import { getEventListeners } from "node:events";
import { EhpcError } from "../../../src/base/errors";
import type { Look } from "../../../src/ehpc/poll/poller";
import { broken, forbidden, throttled, wrongJob } from "./fake-service";
import { CLUSTER, HOUR, MINUTE, waiting } from "./waiting";

describe("a wait", () => {
  it("is over at once for a job that has come so far already", async () => {
    const { clock, service, poller, jobs, begin } = waiting();
    jobs.set("1", { state: "Completed" });
    const wait = begin("1");
    await clock.advance(0);
    expect(wait).toMatchObject({
      outcome: {
        kind: "reached",
        phase: "succeeded",
        answer: { requestId: "R-1", job: { state: "Completed" } },
      },
      endedAt: 0,
    });
    expect(service.calls).toHaveLength(1);
    expect([clock.sleepers, poller.jobs]).toEqual([0, 0]);
  });

  it("ends as soon as the job has failed, unless either end will do", async () => {
    const { clock, jobs, begin } = waiting();
    jobs.set("1", { state: "Running" });
    const [good, either] = [begin("1"), begin("1", { until: "finished" })];
    await clock.advance(5_000);
    jobs.set("1", { state: "CANCELLED by 1000" });
    await clock.advance(2_000);
    expect(good.outcome).toMatchObject({ kind: "failed", phase: "failed" });
    expect(either.outcome).toMatchObject({ kind: "reached", phase: "failed" });
  });

  it("reads states by the caller's lists, for each wait by its own", async () => {
    const { clock, jobs, begin } = waiting();
    jobs.set("1", { state: "F" });
    const [own, builtIn] = [
      begin("1", { lists: { successStates: ["f"] } }),
      begin("1", { timeoutMs: MINUTE }),
    ];
    await clock.advance(0);
    expect([own.outcome?.kind, builtIn.outcome]).toEqual(["reached", null]);
    await clock.advance(MINUTE);
    expect(builtIn.outcome).toMatchObject({ kind: "timeout", state: "F", phase: "unknown" });
  });

  it("times out to the millisecond, and says how the job stands", async () => {
    const { clock, poller, jobs, begin } = waiting();
    jobs.set("1", { state: "Pending" });
    const wait = begin("1", { timeoutMs: 12_345 });
    await clock.advance(9_000);
    jobs.set("1", { state: "Running" });
    await clock.advance(3_344);
    expect(wait.outcome).toBeNull();
    await clock.advance(1);
    expect(wait).toMatchObject({
      endedAt: 12_345,
      outcome: {
        kind: "timeout",
        state: "Running",
        phase: "running",
        inStateMs: 2_345,
        waitedMs: 12_345,
        lastError: null,
        last: { job: { state: "Running" } },
      },
    });
    expect([clock.sleepers, poller.jobs]).toEqual([0, 0]);
  });

  it("may last 30 days, which is longer than a timer can be", async () => {
    const { clock, jobs, begin } = waiting();
    jobs.set("1", { state: "Pending" });
    const wait = begin("1", { timeoutMs: 720 * HOUR, intervalMs: 24 * HOUR });
    await clock.advance(720 * HOUR - 1);
    expect(wait.endedAt).toBeNull();
    await clock.advance(1);
    expect(wait).toMatchObject({ outcome: { kind: "timeout" }, endedAt: 720 * HOUR });
  });

  it("times out while an answer is under way, and while the service asks for patience", async () => {
    const { clock, service, poller, jobs, begin } = waiting();
    jobs.set("1", { state: "Completed" });
    service.latencyMs = 10_000;
    const slow = begin("1", { timeoutMs: 9_999 });
    await clock.advance(20_000);
    expect(slow).toMatchObject({
      outcome: { kind: "timeout", last: null, state: null, inStateMs: 0 },
      endedAt: 9_999,
    });
    service.latencyMs = 0;
    service.trouble = () => throttled(60_000);
    const held = begin("1", { timeoutMs: 30_000 });
    await clock.advance(MINUTE);
    expect(held).toMatchObject({
      outcome: { kind: "timeout", lastError: { kind: "throttled" } },
      endedAt: 50_000,
    });
    expect([clock.sleepers, poller.jobs]).toEqual([0, 0]);
  });

  it.each([
    ["while it sleeps", 0, 5_000],
    ["while an answer is under way", 3_000, 1_000],
    ["before its first look", 0, 0],
  ])("ends at once when it is called off %s", async (_, latencyMs, after) => {
    const { clock, service, poller, jobs, begin } = waiting();
    jobs.set("1", { state: "Running" });
    service.latencyMs = latencyMs;
    const wait = begin("1");
    if (after > 0) {
      await clock.advance(after);
    }
    wait.abort();
    await clock.settle();
    expect(wait).toMatchObject({ error: { kind: "aborted" }, endedAt: after });
    expect([clock.sleepers, poller.jobs]).toEqual([0, 0]);
  });

  it("leaves nothing on the caller's signal, however it ends", async () => {
    const { clock, jobs, poller } = waiting();
    const { signal } = new AbortController();
    jobs.set("1", { state: "Running" });
    const wait = (jobId: string, timeoutMs: number) =>
      poller
        .wait({ clusterId: CLUSTER, jobId, until: "finished", timeoutMs, intervalMs: null }, { signal })
        .catch(() => null);
    const waits = [wait("1", 1_000), wait("1", MINUTE), wait("missing", MINUTE)];
    await clock.advance(5_000);
    jobs.set("1", { state: "Completed" });
    await clock.advance(30_000);
    await Promise.all(waits);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  it("does not begin when it is called off already, or has no time", async () => {
    const { clock, service, poller } = waiting();
    const request = {
      clusterId: CLUSTER,
      jobId: "1",
      until: "finished",
      timeoutMs: 1,
      intervalMs: null,
    } as const;
    const { signal } = new AbortController();
    await expect(poller.wait(request, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      kind: "aborted",
    });
    for (const wrong of [{ timeoutMs: 0 }, { timeoutMs: Number.NaN }, { intervalMs: -1 }]) {
      const wait = poller.wait({ ...request, ...wrong }, { signal });
      await expect(wait).rejects.toMatchObject({ kind: "configuration" });
    }
    expect([clock.sleepers, poller.jobs, service.calls.length]).toEqual([0, 0, 0]);
  });
});

describe("a failure", () => {
  it("that passes does not end a wait", async () => {
    const { clock, service, jobs, begin } = waiting();
    jobs.set("1", { state: "Running" });
    const passing = [
      broken,
      throttled(),
      new EhpcError("invalid-cluster-status", "The cluster is starting."),
      new EhpcError("service-fault", "The agent failed.", { transient: true }),
    ];
    service.trouble = () => passing[service.calls.length - 1] ?? null;
    const wait = begin("1");
    await clock.advance(MINUTE);
    jobs.set("1", { state: "Completed" });
    await clock.advance(MINUTE);
    expect(wait.outcome?.kind).toBe("reached");
  });

  it("that lasts ends the waits on that job, and no other", async () => {
    const { clock, service, jobs, begin } = waiting();
    jobs.set("1", { state: "Running" });
    jobs.set("2", { state: "Running" });
    service.trouble = ({ what, operation }) => (operation === "GetJob" && what === "1" ? forbidden : null);
    const [first, again, other] = [begin("1"), begin("1"), begin("2")];
    await clock.advance(MINUTE);
    expect([first.error, again.error, other.error]).toEqual([null, null, null]);
    jobs.set("1", { state: "Completed" });
    jobs.set("2", { state: "Completed" });
    await clock.advance(MINUTE);
    expect([first.error, again.error]).toEqual([forbidden, forbidden]);
    expect(other.outcome?.kind).toBe("reached");
  });

  it.each(["unknown-host", "tls", "bad-answer"] as const)(
    "of the way to the service (%s) lasts at first, and passes once the service has answered",
    async (kind) => {
      const trouble = new EhpcError(kind, "The way is blocked.");
      const { clock, service, jobs, begin } = waiting();
      jobs.set("1", { state: "Running" });
      service.trouble = () => trouble;
      const early = begin("1");
      await clock.advance(0);
      expect(early.error).toBe(trouble);
      service.trouble = () => null;
      const wait = begin("1");
      await clock.advance(3_000);
      service.trouble = () => trouble;
      await clock.advance(MINUTE);
      expect(wait).toMatchObject({ error: null, outcome: null });
      service.trouble = () => null;
      jobs.set("1", { state: "Completed" });
      await clock.advance(30_000);
      expect(wait.outcome?.kind).toBe("reached");
    },
  );

  it("is told in the outcome of a timeout only while it lasts", async () => {
    const { clock, service, jobs, begin } = waiting();
    jobs.set("1", { state: "Running" });
    const [early, late] = [begin("1", { timeoutMs: 9_000 }), begin("1", { timeoutMs: 40_000 })];
    await clock.advance(5_000);
    service.trouble = () => broken;
    await clock.advance(5_000);
    service.trouble = () => null;
    await clock.advance(MINUTE);
    expect(early.outcome).toMatchObject({ kind: "timeout", state: "Running", lastError: broken });
    expect(late.outcome).toMatchObject({ kind: "timeout", state: "Running", lastError: null });
  });

  it("of the program itself is not hidden", async () => {
    const { clock, service, begin } = waiting();
    service.getJob = async () => {
      throw new TypeError("a defect");
    };
    const wait = begin("1");
    await clock.advance(0);
    expect(wait.error).toBeInstanceOf(TypeError);
    expect(clock.sleepers).toBe(0);
  });
});

describe("the caller", () => {
  it("is told of every look that does not end the wait", async () => {
    const { clock, service, jobs, begin } = waiting(() => 0.5);
    jobs.set("1", { state: "Pending" });
    const looks: Look[] = [];
    begin("1", { onLook: (look) => looks.push(look) });
    await clock.advance(2_000);
    jobs.set("1", { state: "Running" });
    service.trouble = ({ at }) => (at === 4_000 ? broken : null);
    await clock.advance(4_000);
    jobs.set("1", { state: "Completed" });
    await clock.advance(MINUTE);
    expect(looks).toEqual([
      { state: "Pending", phase: "pending", inStateMs: 0, nextLookMs: 2_000, graceLeftMs: null, error: null },
      {
        state: "Pending",
        phase: "pending",
        inStateMs: 2_000,
        nextLookMs: 2_000,
        graceLeftMs: null,
        error: null,
      },
      {
        state: "Pending",
        phase: "pending",
        inStateMs: 4_000,
        nextLookMs: 2_000,
        graceLeftMs: null,
        error: broken,
      },
      { state: "Running", phase: "running", inStateMs: 0, nextLookMs: 2_000, graceLeftMs: null, error: null },
    ]);
  });

  it("ends its own wait by what its report throws, and no other", async () => {
    const { clock, jobs, begin } = waiting();
    jobs.set("1", { state: "Running" });
    const defect = new Error("a defect");
    const wait = begin("1", {
      onLook: () => {
        throw defect;
      },
    });
    const other = begin("1");
    await clock.advance(3_000);
    expect(wait.error).toBe(defect);
    jobs.set("1", { state: "Completed" });
    await clock.advance(3_000);
    expect(other.outcome?.kind).toBe("reached");
  });
});

describe("waits on one job", () => {
  it("cost one look", async () => {
    const { clock, service, jobs, begin } = waiting();
    jobs.set("1", { state: "Running" });
    const waits = Array.from({ length: 10 }, () => begin("1"));
    await clock.advance(9_000);
    jobs.set("1", { state: "Completed" });
    await clock.advance(1_000);
    expect(waits.every(({ outcome }) => outcome?.kind === "reached")).toBe(true);
    expect(service.calls.map(({ at }) => at)).toEqual([0, 2_000, 4_000, 6_000, 8_000, 10_000]);
  });

  it("share a look that is under way, and an answer that is younger than two seconds", async () => {
    const { clock, service, jobs, begin } = waiting();
    jobs.set("1", { state: "Running" });
    service.latencyMs = 500;
    begin("1");
    await clock.advance(300);
    const during = begin("1", { until: "started" });
    await clock.advance(200);
    expect(during).toMatchObject({ outcome: { kind: "reached" }, endedAt: 500 });
    await clock.advance(1_000);
    const after = begin("1", { until: "started" });
    await clock.settle();
    expect(after).toMatchObject({ outcome: { kind: "reached" }, endedAt: 1_500 });
    expect(service.calls).toHaveLength(1);
  });

  it("look anew for one that joins later, without waiting for the look that is due", async () => {
    const { clock, service, jobs, begin } = waiting();
    jobs.set("1", { state: "Running" });
    begin("1", { intervalMs: HOUR });
    await clock.advance(10 * MINUTE);
    jobs.set("1", { state: "Completed" });
    const late = begin("1", { until: "started" });
    await clock.settle();
    await clock.advance(0);
    expect(late).toMatchObject({ outcome: { kind: "reached", phase: "succeeded" }, endedAt: 10 * MINUTE });
    expect(service.calls).toHaveLength(2);
  });

  it("do not tell one that joins of an answer after which a look has failed", async () => {
    const { clock, service, jobs, begin } = waiting();
    jobs.set("1", { state: "Running" });
    begin("1", { intervalMs: 100 });
    await clock.advance(50);
    service.trouble = () => wrongJob;
    await clock.advance(100);
    const late = begin("1", { until: "started" });
    await clock.advance(0);
    expect(late.outcome).toBeNull();
    service.trouble = () => null;
    await clock.advance(10_000);
    expect(late.outcome).toMatchObject({ kind: "reached" });
  });

  it("go on when one leaves, until the last has left", async () => {
    const { clock, service, poller, jobs, begin } = waiting();
    jobs.set("1", { state: "Running" });
    service.latencyMs = 100;
    const [first, second] = [begin("1"), begin("1")];
    await clock.advance(2_050);
    first.abort();
    await clock.advance(10_000);
    expect([first.error, second.error, poller.jobs]).toEqual([expect.any(EhpcError), null, 1]);
    second.abort();
    await clock.settle();
    expect([clock.sleepers, poller.jobs]).toEqual([0, 0]);
  });

  it("look as often as the most impatient asks", async () => {
    const { clock, service, jobs, begin } = waiting();
    jobs.set("1", { state: "Running" });
    begin("1", { intervalMs: 10_000 });
    const hasty = begin("1", { intervalMs: 3_000 });
    await clock.advance(6_000);
    hasty.abort();
    await clock.advance(24_000);
    expect(service.calls.map(({ at }) => at)).toEqual([0, 3_000, 6_000, 9_000, 19_000, 29_000]);
  });
});
