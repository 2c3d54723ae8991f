import type { Look, Until, WaitRequest } from "../../../src/ehpc/poll/poller";
import { broken } from "./fake-service";
import { HOUR, MINUTE, seeded, waiting } from "./waiting";

const TAKEN_BACK = ["PREEMPTED", "NODE_FAIL", "BOOT_FAIL", "PR", "node_fail "];

describe("an end that the scheduler may take back", () => {
  it.each(TAKEN_BACK)("(%s) is none while the job may go on within a minute", async (state) => {
    const { clock, jobs, begin } = waiting();
    jobs.set("1", { state: "Running" });
    const waits = [begin("1"), begin("1", { until: "finished" })];
    await clock.advance(10_000);
    jobs.set("1", { state });
    await clock.advance(50_000);
    jobs.set("1", { state: "Pending" });
    await clock.advance(10 * MINUTE);
    expect(waits.map(({ endedAt }) => endedAt)).toEqual([null, null]);
    jobs.set("1", { state: "Completed" });
    await clock.advance(MINUTE);
    expect(waits.map(({ outcome }) => outcome)).toEqual([
      expect.objectContaining({ kind: "reached", phase: "succeeded" }),
      expect.objectContaining({ kind: "reached", phase: "succeeded" }),
    ]);
  });

  it.each<[Until, string]>([
    ["succeeded", "failed"],
    ["finished", "reached"],
    ["started", "failed"],
  ])("is the end of a wait until the job has %s once it has lasted for a minute", async (until, kind) => {
    const { clock, jobs, begin } = waiting();
    jobs.set("1", { state: "NODE_FAIL" });
    const wait = begin("1", { until });
    await clock.advance(MINUTE - 1);
    expect(wait.endedAt).toBeNull();
    await clock.advance(1);
    expect(wait).toMatchObject({ endedAt: MINUTE, outcome: { kind, phase: "failed" } });
    if (kind === "failed") {
      expect(wait.outcome).toMatchObject({ graceMs: MINUTE });
    }
  });

  it.each<[string, Partial<WaitRequest>, number]>([
    ["a grace of its own", { requeueGraceMs: 10 * MINUTE }, 10 * MINUTE],
    ["no grace", { requeueGraceMs: 0 }, 0],
    ["a list that counts it as failed", { lists: { failureStates: ["preempted"] } }, 0],
    ["a list that counts it as succeeded", { lists: { successStates: ["preempted"] } }, 0],
    ["an interval longer than the grace", { intervalMs: HOUR }, MINUTE],
    ["an interval that the grace is no multiple of", { intervalMs: 7_000 }, MINUTE],
  ])("has to last as long as the wait says: %s", async (_, request, endedAt) => {
    const { clock, jobs, begin } = waiting();
    jobs.set("1", { state: "PREEMPTED" });
    const wait = begin("1", request);
    await clock.advance(HOUR);
    expect(wait.endedAt).toBe(endedAt);
  });

  it("is looked at some times within the grace, and not too often", async () => {
    for (const [intervalMs, least, most] of [
      [null, 4, 31],
      [HOUR, 5, 5],
    ] as const) {
      const { clock, service, jobs, begin } = waiting(seeded(5));
      jobs.set("1", { state: "PREEMPTED" });
      begin("1", { intervalMs });
      await clock.advance(MINUTE);
      expect(service.calls.length).toBeGreaterThanOrEqual(least);
      expect(service.calls.length).toBeLessThanOrEqual(most);
    }
  });

  it.each<[string, { state: string; startTime?: string | null }]>([
    ["in another such state", { state: "NODE_FAIL" }],
    ["in a state that nobody knows", { state: "REVOKED" }],
    ["after another start", { state: "PREEMPTED", startTime: "2026-01-14T09:00:00" }],
  ])("has to last anew once the job was seen %s", async (_, next) => {
    const { clock, jobs, begin } = waiting();
    jobs.set("1", { state: "PREEMPTED", startTime: "2026-01-14T08:00:00" });
    const wait = begin("1", { intervalMs: 10_000 });
    await clock.advance(55_000);
    jobs.set("1", next);
    await clock.advance(5_000);
    jobs.set("1", { startTime: "2026-01-14T08:00:00", ...next, state: "PREEMPTED" });
    await clock.advance(55_000);
    expect(wait.endedAt).toBeNull();
    await clock.advance(MINUTE);
    expect(wait.outcome).toMatchObject({ kind: "failed" });
  });

  it("is over at once when another failure follows, which nobody takes back", async () => {
    const { clock, jobs, begin } = waiting();
    jobs.set("1", { state: "PREEMPTED" });
    const wait = begin("1", { intervalMs: 1_000 });
    await clock.advance(20_000);
    jobs.set("1", { state: "CANCELLED by 0" });
    await clock.advance(1_000);
    expect(wait).toMatchObject({ endedAt: 21_000, outcome: { kind: "failed", graceMs: null } });
  });

  it("is believed only when the last look has shown it, however long the looks before it failed", async () => {
    const { clock, service, jobs, begin } = waiting();
    jobs.set("1", { state: "PREEMPTED" });
    service.trouble = ({ at }) => (at > 0 && at < 10 * MINUTE ? broken : null);
    const wait = begin("1");
    await clock.advance(9 * MINUTE);
    expect(wait.endedAt).toBeNull();
    // No look follows another sooner because the grace is over.
    expect(service.calls.length).toBeLessThan(100);
    jobs.set("1", { state: "Running" });
    await clock.advance(10 * MINUTE);
    expect(wait.endedAt).toBeNull();
  });

  it("counts from the answer to the next question: what takes long to answer does not shorten it", async () => {
    const { clock, service, jobs, begin } = waiting();
    jobs.set("1", { state: "PREEMPTED" });
    service.latencyMs = 5_000;
    const wait = begin("1", { requeueGraceMs: 10_000 });
    await clock.advance(HOUR);
    const lastAsked = service.calls.at(-1)?.at ?? 0;
    expect(lastAsked).toBeGreaterThanOrEqual(15_000);
    expect(wait.endedAt).toBe(lastAsked + 5_000);
  });

  it("does not outlast the wait, which says what it waited for", async () => {
    const { clock, jobs, begin } = waiting();
    jobs.set("1", { state: "PREEMPTED" });
    const wait = begin("1", { timeoutMs: 20_000 });
    await clock.advance(20_000);
    expect(wait.outcome).toMatchObject({ kind: "timeout", state: "PREEMPTED", graceLeftMs: 40_000 });
  });

  it("is told at every look, and in the log", async () => {
    const { clock, jobs, logged, begin } = waiting();
    const looks: Look[] = [];
    jobs.set("1", { state: "PREEMPTED" });
    begin("1", { intervalMs: 10_000, onLook: (look) => looks.push(look) });
    await clock.advance(15_000);
    jobs.set("1", { state: "Pending" });
    await clock.advance(5_000);
    expect(looks.map(({ state, graceLeftMs }) => [state, graceLeftMs])).toEqual([
      ["PREEMPTED", 60_000],
      ["PREEMPTED", 50_000],
      ["Pending", null],
    ]);
    expect(logged).toEqual([
      'Job 1: "PREEMPTED".',
      "PREEMPTED; waiting 1m for the scheduler to requeue it.",
      'Job 1: "PREEMPTED" -> "Pending".',
      "The scheduler requeued the job.",
    ]);
  });

  it("is each wait's own matter, and one who joins has the looks of the others", async () => {
    const { clock, jobs, begin } = waiting();
    jobs.set("1", { state: "PREEMPTED" });
    const [none, usual, long] = [
      begin("1", { requeueGraceMs: 0 }),
      begin("1"),
      begin("1", { requeueGraceMs: 5 * MINUTE }),
    ];
    await clock.advance(50_000);
    const late = begin("1");
    await clock.advance(10 * MINUTE);
    expect([none, usual, late, long].map(({ endedAt }) => endedAt)).toEqual([0, MINUTE, MINUTE, 5 * MINUTE]);
  });
});

it("many jobs that were preempted and go on are waited for like one, by way of lists", async () => {
  const { clock, service, jobs, begin } = waiting();
  const ids = Array.from({ length: 200 }, (_, index) => String(index + 1));
  for (const id of ids) {
    jobs.set(id, { state: "Running" });
  }
  const waits = ids.map((id) => begin(id, { until: "finished" }));
  await clock.advance(5 * MINUTE);
  for (const id of ids) {
    jobs.set(id, { state: "PREEMPTED" });
  }
  await clock.advance(45_000);
  for (const id of ids) {
    jobs.set(id, { state: "Running" });
  }
  await clock.advance(HOUR);
  expect(waits.every(({ endedAt }) => endedAt === null)).toBe(true);
  service.calls.length = 0;
  await clock.advance(10 * MINUTE);
  // Lists serve again for jobs that run again.
  expect(service.count("GetJob")).toBe(0);
  for (const id of ids) {
    jobs.set(id, { state: "PREEMPTED" });
  }
  await clock.advance(10 * MINUTE);
  expect(waits.every(({ outcome }) => outcome?.kind === "reached" && outcome.phase === "failed")).toBe(true);
});
