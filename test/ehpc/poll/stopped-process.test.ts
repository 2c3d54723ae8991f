import { LAST_LOOK_MS } from "../../../src/ehpc/poll/wait-terms";
import { broken, noSuchJob } from "./fake-service";
import { HOUR, MINUTE, waiting } from "./waiting";

/** A process that is stopped for an hour, while it waits for ten minutes at most. */
async function stopped(intervalMs: number | null = null) {
  const world = waiting();
  world.jobs.set("1", { state: "Running" });
  const wait = world.begin("1", { timeoutMs: 10 * MINUTE, intervalMs });
  await world.clock.advance(MINUTE);
  world.clock.stop(HOUR);
  world.service.calls.length = 0;
  return { ...world, wait };
}

describe("a wait whose process was stopped past its time-out", () => {
  it.each([null, 100, HOUR])("is over by what one more look shows (interval %s)", async (intervalMs) => {
    for (const [state, kind] of [
      ["Completed", "reached"],
      ["Failed", "failed"],
      ["Running", "timeout"],
      ["Archived", "timeout"],
    ] as const) {
      const { clock, service, poller, jobs, wait } = await stopped(intervalMs);
      jobs.set("1", { state });
      service.latencyMs = 200;
      await clock.advance(200);
      expect(wait).toMatchObject({ outcome: { kind }, endedAt: MINUTE + HOUR + 200 });
      expect(service.calls).toHaveLength(1);
      expect([clock.sleepers, poller.jobs]).toEqual([0, 0]);
    }
  });

  it("looks again while it fails, as connections do that have died in the meantime, for some seconds", async () => {
    const { clock, service, jobs, wait } = await stopped();
    jobs.set("1", { state: "Completed" });
    service.trouble = ({ at }) => (at < MINUTE + HOUR + 1_500 ? broken : null);
    await clock.advance(LAST_LOOK_MS);
    expect(wait).toMatchObject({ outcome: { kind: "reached" } });
    expect(service.calls.length).toBeLessThanOrEqual(5);
  });

  it.each([
    ["fails", broken],
    ["does not find the job", noSuchJob],
  ])("gives up a few seconds later when each look %s", async (_, trouble) => {
    const { clock, service, wait } = await stopped();
    service.trouble = () => trouble;
    await clock.advance(HOUR);
    expect(wait).toMatchObject({
      outcome: { kind: "timeout", state: "Running", lastError: trouble },
      endedAt: MINUTE + HOUR + LAST_LOOK_MS,
    });
  });

  it("does not take an answer for the last look that was asked for before", async () => {
    const { clock, service, jobs, begin } = waiting();
    jobs.set("1", { state: "Running" });
    const wait = begin("1", { timeoutMs: MINUTE, intervalMs: 10_000 });
    await clock.advance(9_999);
    service.latencyMs = 1_000;
    await clock.advance(2);
    clock.stop(HOUR);
    const { getJob } = service;
    service.getJob = async (...call) => {
      jobs.set("1", { state: "Completed" });
      return getJob(...call);
    };
    await clock.advance(MINUTE);
    expect(wait.outcome?.kind).toBe("reached");
  });

  it("takes a list's word for jobs that have not ended, where many are waited for", async () => {
    const { clock, service, jobs, begin } = waiting();
    const ids = Array.from({ length: 500 }, (_, index) => String(index + 1));
    for (const id of ids) {
      jobs.set(id, { state: "Running" });
    }
    const waits = ids.map((id) => begin(id, { timeoutMs: 10 * MINUTE }));
    await clock.advance(MINUTE);
    clock.stop(HOUR);
    for (const id of ids.slice(0, 20)) {
      jobs.set(id, { state: "Completed" });
    }
    service.calls.length = 0;
    await clock.advance(LAST_LOOK_MS);
    expect(waits.slice(0, 20).every(({ outcome }) => outcome?.kind === "reached")).toBe(true);
    expect(waits.slice(20).every(({ outcome }) => outcome?.kind === "timeout")).toBe(true);
    expect(service.calls.length).toBeLessThan(50);
  });

  it("ends at once when it is called off", async () => {
    const { clock, service, wait } = await stopped();
    service.latencyMs = 1_000;
    await clock.advance(10);
    wait.abort();
    await clock.settle();
    expect(wait.error).toMatchObject({ kind: "aborted" });
  });
});

it("a wait whose process was not stopped is over in the moment that its time is", async () => {
  const { clock, jobs, begin } = waiting();
  jobs.set("1", { state: "Running" });
  const wait = begin("1", { timeoutMs: 10 * MINUTE });
  await clock.advance(MINUTE);
  clock.stop(8 * MINUTE);
  await clock.advance(MINUTE);
  expect(wait).toMatchObject({ outcome: { kind: "timeout" }, endedAt: 10 * MINUTE });
});
