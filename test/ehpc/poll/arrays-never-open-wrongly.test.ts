import fc from "fast-check";
import { EhpcError } from "../../../src/base/errors";
import { silentLog } from "../../../src/base/log";
import { wholeArrays } from "../../../src/ehpc/job/whole-arrays";
import { createPoller, type Until, type WaitOutcome } from "../../../src/ehpc/poll/poller";
import { DrivenClock } from "../../support/driven-clock";
import { AnArray, type Told } from "../job/an-array";
import { seeded } from "./waiting";

const CLUSTER = "ehpc-hz-1";
const MINUTE = 60_000;

/** A poller over an array of so many tasks, and waits for it under its own ID. */
function waitingForArray(states: readonly (string | null)[]) {
  const clock = new DrivenClock();
  const service = new AnArray(states);
  const random = seeded(1);
  const getJob = wholeArrays(service, { maxRetryMs: 0, clock, random, log: silentLog });
  const poller = createPoller({ client: { ...service, getJob }, clock, random, log: silentLog });
  const begin = (until: Until, more: { successStates?: string[]; timeoutMs?: number } = {}) => {
    const { successStates = [], timeoutMs = 600 * MINUTE } = more;
    const wait: { outcome: WaitOutcome | null; error: unknown } = { outcome: null, error: null };
    poller
      .wait(
        { clusterId: CLUSTER, jobId: "36", until, timeoutMs, intervalMs: null, lists: { successStates } },
        { signal: new AbortController().signal },
      )
      .then(
        (outcome) => Object.assign(wait, { outcome, at: [...service.states] }),
        (error: unknown) => Object.assign(wait, { error }),
      );
    return wait as typeof wait & { at?: (string | null)[] };
  };
  return { clock, service, begin };
}

it("a wait for an array ends when the last task has, though the array's own ID was a task's that ended before", async () => {
  const { clock, service, begin } = waitingForArray(["Running", "Running", "Running"]);
  const wait = begin("succeeded");
  service.states[2] = "Completed";
  await clock.advance(MINUTE);
  service.states[0] = "Completed";
  await clock.advance(MINUTE);
  expect([wait.outcome, wait.error]).toEqual([null, null]);
  service.states[1] = "Completed";
  await clock.advance(MINUTE);
  expect(wait.outcome).toMatchObject({ kind: "reached", phase: "succeeded" });
  expect(clock.sleepers).toBe(0);
});

it("a wait for success ends as soon as a task has failed, one for any end when all have ended", async () => {
  const { clock, service, begin } = waitingForArray(["Running", "Running", "Running"]);
  const [success, end] = [begin("succeeded"), begin("finished")];
  service.states[1] = "Failed";
  await clock.advance(MINUTE);
  expect(success.outcome).toMatchObject({
    kind: "failed",
    answer: { job: { state: "Failed", array: { speaker: "36_2" } } },
  });
  expect(end.outcome).toBeNull();
  service.states.fill("Completed", 0, 1);
  service.states.fill("Completed", 2);
  await clock.advance(MINUTE);
  expect(end.outcome).toMatchObject({ kind: "reached", phase: "failed" });
});

it("a task that the scheduler may take back is given its time, from when the others have ended", async () => {
  const { clock, service, begin } = waitingForArray(["NODE_FAIL", "Running"]);
  const wait = begin("finished");
  await clock.advance(10 * MINUTE);
  service.states[1] = "Completed";
  await clock.advance(MINUTE);
  service.states[0] = "Pending";
  await clock.advance(2 * MINUTE);
  expect(wait.outcome).toBeNull();
  service.states[0] = "Completed";
  await clock.advance(MINUTE);
  expect(wait.outcome).toMatchObject({ kind: "reached", phase: "succeeded" });
});

it("tasks that stay unlisted end the wait with the reason, not with its time", async () => {
  const { clock, service, begin } = waitingForArray(["Completed", "Completed"]);
  service.unlisted.add(1);
  const wait = begin("finished");
  await clock.advance(2 * MINUTE);
  expect(wait.error).toMatchObject({ kind: "array-undecided" });
});

describe("a wait that has seen an array", () => {
  it("takes no end of a single job under the ID for the end of the array", async () => {
    const { clock, service, begin } = waitingForArray(["Running", "Completed", "Completed"]);
    const wait = begin("succeeded");
    await clock.advance(1_000);
    service.told = "single job";
    await clock.advance(10_000);
    expect([wait.outcome, wait.error]).toEqual([null, null]);
    await clock.advance(MINUTE);
    expect(wait.error).toMatchObject({
      kind: "array-undecided",
      message: expect.stringContaining(
        "E-HPC returned it as an array before, and now as a single job in state Completed.",
      ),
    });
  });

  it("goes on when a single job under the ID is an array again", async () => {
    const { clock, service, begin } = waitingForArray(["Running", "Completed", "Completed"]);
    const wait = begin("succeeded");
    await clock.advance(1_000);
    service.told = "single job";
    await clock.advance(10_000);
    service.told = "last task";
    service.states[0] = "Completed";
    await clock.advance(MINUTE);
    expect(wait.outcome).toMatchObject({ kind: "reached" });
  });

  it("knows it from a look that could not list the tasks, too", async () => {
    const { clock, service, begin } = waitingForArray(["Running", "Completed"]);
    service.listTrouble = new EhpcError("unreachable", "The connection broke.", { transient: true });
    const wait = begin("succeeded");
    await clock.advance(1_000);
    service.told = "single job";
    await clock.advance(MINUTE);
    expect([wait.outcome, wait.error]).toMatchObject([null, { kind: "array-undecided" }]);
  });

  it.each<[string, (service: AnArray) => void]>([
    ["a task that ran", (service) => service.states.fill("Running", 0, 1)],
    ["a task that was requested and not listed", (service) => service.unlisted.add(1)],
  ])("does not forget %s when the request shrinks", async (_, begun) => {
    const { clock, service, begin } = waitingForArray(["Completed", "Completed", "Completed"]);
    begun(service);
    const wait = begin("succeeded");
    await clock.advance(1_000);
    service.request = "2-3";
    service.unlisted.add(1);
    await clock.advance(10_000);
    expect([wait.outcome, wait.error]).toEqual([null, null]);
    await clock.advance(MINUTE);
    expect(wait.error).toMatchObject({
      kind: "array-undecided",
      message: expect.stringContaining("2 of 3 tasks succeeded, 1 not listed"),
    });
  });

  it.each<[string, (service: AnArray) => void]>([
    ["have the index of the task", (service) => (service.name = (index) => `train[${index}]`)],
    ["end with the index of the task", (service) => (service.name = (index) => `train-${index}`)],
    ["end with a number that is no index", (service) => (service.name = () => "train3")],
    ["are cut in lists", (service) => (service.listedName = (name) => name.slice(0, 3))],
  ])("does not take it for another one when names %s", async (_, call) => {
    for (const searchFails of [false, true]) {
      const { clock, service, begin } = waitingForArray(["Running", "Running", "Running"]);
      call(service);
      service.searchFails = searchFails;
      const wait = begin("succeeded");
      for (const told of ["first task", "last task", "first task"] as const) {
        service.told = told;
        await clock.advance(MINUTE);
        service.states[service.states.indexOf("Running")] = "Completed";
      }
      await clock.advance(MINUTE);
      expect([wait.error, wait.outcome]).toMatchObject([null, { kind: "reached" }]);
    }
  });

  it("does not take it for another one when users have their host in lists alone", async () => {
    const { clock, service, begin } = waitingForArray(["Running", "Running"]);
    service.user = "alice";
    service.users.set(1, "alice@login1.cluster").set(2, "alice@login1.cluster");
    const wait = begin("succeeded");
    await clock.advance(MINUTE);
    service.states[1] = "Completed";
    await clock.advance(MINUTE);
    service.states[0] = "Completed";
    await clock.advance(MINUTE);
    expect([wait.error, wait.outcome]).toMatchObject([null, { kind: "reached" }]);
  });

  it.each<[string, (service: AnArray) => void]>([
    ["a user", (service) => (service.user = "bob")],
    ["a name", (service) => (service.name = () => "clean")],
  ])("tells an array of another one by %s", async (_, pass) => {
    for (const trouble of [
      null,
      new EhpcError("unreachable", "The connection broke.", { transient: true }),
    ]) {
      const { clock, service, begin } = waitingForArray(["Running", "Completed"]);
      service.user = "alice";
      service.listTrouble = trouble;
      const wait = begin("succeeded");
      await clock.advance(1_000);
      service.listTrouble = null;
      pass(service);
      service.states[0] = "Completed";
      await clock.advance(MINUTE);
      expect([wait.outcome, wait.error]).toMatchObject([null, { kind: "job-changed" }]);
    }
  });
});

it("states are read by each wait in its own way", async () => {
  const { clock, service, begin } = waitingForArray(["Sleeping", "Dreaming"]);
  const [one, both] = [
    begin("succeeded", { successStates: ["Sleeping"], timeoutMs: MINUTE }),
    begin("succeeded", { successStates: ["sleeping", "dreaming"] }),
  ];
  await clock.advance(2 * MINUTE);
  expect(one.outcome).toMatchObject({ kind: "timeout", state: "Dreaming", phase: "unknown" });
  expect(both.outcome).toMatchObject({ kind: "reached", phase: "succeeded" });
  expect(service.states).toEqual(["Sleeping", "Dreaming"]);
});

type Step =
  | { kind: "state"; index: number; state: string | null }
  | { kind: "told"; told: Told }
  | { kind: "lost" | "found"; index: number }
  | { kind: "request"; request: string | null }
  | { kind: "trouble"; trouble: "none" | "broken" | "forbidden" | "search" }
  | { kind: "time"; ms: number };

it("no sequence of states, shifting lists, lost rows and failures opens a gate on part of an array", async () => {
  const TASKS = 4;
  const index = fc.integer({ min: 1, max: TASKS });
  const state = fc.constantFrom(
    "Completed",
    "Completed",
    "Completed",
    "Failed",
    "NODE_FAIL",
    "Running",
    "Odd",
    null,
  );
  const time = fc.record({ kind: fc.constant("time" as const), ms: fc.integer({ min: 1, max: 90_000 }) });
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant("state" as const), index, state }) },
    { weight: 5, arbitrary: time },
    fc.record({
      kind: fc.constant("told" as const),
      told: fc.constantFrom<Told>("last task", "first task", "array itself"),
    }),
    fc.record({ kind: fc.constantFrom("lost" as const, "found" as const, "found" as const), index }),
    fc.record({
      kind: fc.constant("request" as const),
      request: fc.constantFrom("1-4", "1-4", null, "1,2,..."),
    }),
    fc.record({
      kind: fc.constant("trouble" as const),
      trouble: fc.constantFrom(
        "none" as const,
        "none" as const,
        "broken" as const,
        "forbidden" as const,
        "search" as const,
      ),
    }),
  );
  const came = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom<Until>("finished", "succeeded"),
      fc.array(step, { minLength: 3, maxLength: 25 }),
      async (until, steps) => {
        const { clock, service, begin } = waitingForArray(["Completed", "Completed", "Running", "Running"]);
        const wait = begin(until, { timeoutMs: 30 * MINUTE });
        for (const taken of steps) {
          if (taken.kind === "state") {
            service.states[taken.index - 1] = taken.state;
          }
          if (taken.kind === "told") {
            service.told = taken.told;
          }
          if (taken.kind === "lost") {
            service.unlisted.add(taken.index);
          }
          if (taken.kind === "found") {
            service.unlisted.delete(taken.index);
          }
          if (taken.kind === "request") {
            service.request = taken.request;
          }
          if (taken.kind === "trouble") {
            service.searchFails = taken.trouble === "search";
            service.listTrouble =
              taken.trouble === "broken"
                ? new EhpcError("unreachable", "The connection broke.", { transient: true })
                : taken.trouble === "forbidden"
                  ? new EhpcError("forbidden", "The access key is not authorized to make this call.")
                  : null;
          }
          if (taken.kind === "time") {
            await clock.advance(taken.ms);
          }
        }
        await clock.advance(30 * MINUTE);
        const { outcome, error, at = [] } = wait;
        if (outcome === null && !(error instanceof EhpcError)) {
          throw error ?? new Error("no end");
        }
        const kind = outcome?.kind ?? (error as EhpcError).kind;
        came.set(kind, (came.get(kind) ?? 0) + 1);
        const ended = at.filter((task) => /^(Completed|Failed|NODE_FAIL)$/.test(task ?? ""));
        if (kind === "reached") {
          expect(ended).toHaveLength(TASKS);
        }
        if (kind === "reached" && until === "succeeded") {
          expect(new Set(at)).toEqual(new Set(["Completed"]));
        }
        if (kind === "failed") {
          expect(ended.some((task) => task !== "Completed")).toBe(true);
        }
        expect(clock.sleepers).toBe(0);
      },
    ),
    { numRuns: 200 },
  );
  expect([...came.keys()]).toEqual(
    expect.arrayContaining(["reached", "failed", "timeout", "array-undecided"]),
  );
});
