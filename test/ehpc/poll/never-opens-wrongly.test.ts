import fc from "fast-check";
import { EhpcError } from "../../../src/base/errors";
import type { JobAnswer } from "../../../src/ehpc/api/client";
import type { Until, WaitOutcome } from "../../../src/ehpc/poll/poller";
import { broken, type Call, forbidden, throttled } from "./fake-service";
import { seeded, type UnderWay, waiting } from "./waiting";

const GOOD = ["Completed", "FINISHED", " finished\n"];
const BAD = ["Failed", "CANCELLED by 1000", "TIMEOUT"];
const BEGUN = ["Running", "COMPLETING"];
const OTHER = ["Pending", "QUEUED", "F", "Who knows", "", null];
const JOBS = ["1", "2", "3", "4"];

type Trouble = "none" | "half broken" | "throttled" | "broken" | "lists refused" | "strange";
type Step =
  | { kind: "state"; jobId: string; state: string | null; startTime: string | null }
  | { kind: "gone"; jobId: string }
  | { kind: "list says"; jobId: string; state: string | null }
  | { kind: "list is silent"; jobId: string }
  | { kind: "trouble"; trouble: Trouble }
  | { kind: "latency"; ms: number }
  | { kind: "wait"; jobId: string; until: Until; timeoutMs: number; intervalMs: number | null }
  | { kind: "leave"; index: number }
  | { kind: "time"; ms: number };

const jobId = fc.constantFrom(...JOBS);
const state = fc.constantFrom(...GOOD, ...BAD, ...BEGUN, ...OTHER);
const until = fc.constantFrom<Until>("started", "finished", "succeeded");
const timeoutMs = fc.integer({ min: 1, max: 600_000 });
const intervalMs = fc.option(fc.integer({ min: 1_000, max: 60_000 }));
const startTime = fc.constantFrom(null, "Unknown", "2026-01-14T08:00:00");
const time = fc.record({ kind: fc.constant("time" as const), ms: fc.integer({ min: 0, max: 90_000 }) });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("state" as const), jobId, state, startTime }),
  fc.record({ kind: fc.constant("gone" as const), jobId }),
  fc.record({ kind: fc.constant("list says" as const), jobId, state }),
  fc.record({ kind: fc.constant("list is silent" as const), jobId }),
  fc.record({
    kind: fc.constant("trouble" as const),
    trouble: fc.constantFrom<Trouble>(
      "none",
      "none",
      "half broken",
      "throttled",
      "broken",
      "lists refused",
      "strange",
    ),
  }),
  fc.record({ kind: fc.constant("latency" as const), ms: fc.constantFrom(0, 0, 300, 5_000) }),
  fc.record({ kind: fc.constant("wait" as const), jobId, until, timeoutMs, intervalMs }),
  fc.record({ kind: fc.constant("leave" as const), index: fc.nat(20) }),
  time,
  time,
);

/** What GetJob has to have said, read without the code under test. */
function satisfies({ job }: JobAnswer, wanted: Until): boolean {
  const ended = (states: string[]) => states.includes(job.state ?? "");
  if (ended(GOOD)) return true;
  if (wanted === "succeeded") return false;
  if (wanted === "finished") return ended(BAD);
  return ended(BEGUN) || (ended(BAD) && job.startTime === "2026-01-14T08:00:00");
}

it("no sequence of states, lists, failures, disappearances and time-outs opens a gate wrongly", async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), async (steps) => {
      const world = play();
      for (const one of steps) await world.take(one);
      for (const wait of world.waits) wait.abort();
      await world.clock.settle();
      expect([world.clock.sleepers, world.poller.jobs]).toEqual([0, 0]);
      for (const wait of world.waits) {
        if (wait.error !== null && !(wait.error instanceof EhpcError)) throw wait.error;
        const kind = wait.outcome?.kind ?? (wait.error instanceof EhpcError ? wait.error.kind : "none");
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
      }
    }),
    { numRuns: 1_000 },
  );
  // The sequences are worth something only if waits come out in every way.
  expect([...seen.keys()].sort()).toEqual(
    expect.arrayContaining(["aborted", "failed", "forbidden", "job-not-found", "reached", "timeout"]),
  );
  expect(seen.get("none")).toBeUndefined();
});

/** Plays a sequence, and judges every outcome in the moment it comes. */
function play() {
  const world = waiting();
  const { clock, service, jobs, begin } = world;
  const lastAnswers = new Map<string, JobAnswer>();
  const listSays = new Map<string, string | null>();
  const listSilent = new Set<string>();
  const waits: UnderWay[] = [];
  const random = seeded(3);

  const { getJob, listJobs } = service;
  service.getJob = async (request, options) => {
    const answer = await getJob(request, options);
    lastAnswers.set(request.jobId, answer);
    return answer;
  };
  service.listJobs = async (request, options) => {
    const page = await listJobs(request, options);
    const listed = page.jobs
      .filter((job) => !listSilent.has(job.jobId ?? ""))
      .map((job) => ({ ...job, state: listSays.get(job.jobId ?? "") ?? job.state }));
    return { ...page, jobs: listed };
  };

  function judge(
    { jobId, until: wanted, timeoutMs }: Step & { kind: "wait" },
    begunAt: number,
    outcome: WaitOutcome,
  ): void {
    if (outcome.kind === "timeout") {
      expect([clock.monotonicMs(), outcome.waitedMs]).toEqual([begunAt + timeoutMs, timeoutMs]);
      return;
    }
    expect(outcome.answer).toBe(lastAnswers.get(jobId));
    expect(satisfies(outcome.answer, wanted)).toBe(outcome.kind === "reached");
    if (outcome.kind === "failed") expect(BAD).toContain(outcome.answer.job.state);
  }

  async function take(step: Step): Promise<void> {
    switch (step.kind) {
      case "state":
        jobs.set(step.jobId, step);
        return;
      case "gone":
        jobs.delete(step.jobId);
        return;
      case "list says":
        listSays.set(step.jobId, step.state);
        return;
      case "list is silent":
        listSilent.add(step.jobId);
        return;
      case "trouble":
        service.trouble = (call) => troubleOf(step.trouble, call, random);
        return;
      case "latency":
        service.latencyMs = step.ms;
        return;
      case "wait": {
        const begunAt = clock.monotonicMs();
        const judged = (outcome: WaitOutcome) => judge(step, begunAt, outcome);
        waits.push(begin(step.jobId, step, judged));
        return;
      }
      case "leave":
        waits[step.index]?.abort();
        return;
      case "time":
        await clock.advance(step.ms);
    }
  }
  return { ...world, waits, take };
}

function troubleOf(trouble: Trouble, { operation }: Call, random: () => number): EhpcError | null {
  switch (trouble) {
    case "none":
      return null;
    case "half broken":
      return random() < 0.5 ? broken : null;
    case "throttled":
      return throttled(random() < 0.5 ? 20_000 : null);
    case "broken":
      return broken;
    case "lists refused":
      return operation === "ListJobs" ? forbidden : null;
    case "strange":
      return random() < 0.3 ? forbidden : null;
  }
}
