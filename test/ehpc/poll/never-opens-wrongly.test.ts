import fc from "fast-check";
import { EhpcError, type EhpcErrorKind } from "../../../src/base/errors";
import type { JobAnswer } from "../../../src/ehpc/api/client";
import type { Until, WaitOutcome } from "../../../src/ehpc/poll/poller";
import { broken, type Call, forbidden, noSuchJob, throttled, wrongJob } from "./fake-service";
import { seeded, type UnderWay, waiting } from "./waiting";

const GOOD = ["Completed", "FINISHED", " finished\n"];
const BAD = ["Failed", "CANCELLED by 1000", "TIMEOUT"];
const TAKEN_BACK = ["PREEMPTED", "NODE_FAIL"];
const BEGUN = ["Running", "COMPLETING"];
const OTHER = ["Pending", "QUEUED", "F", "Who knows", "", null];
const JOBS = ["1", "2", "3", "4"];

const ALICE = { jobName: "train", runAsUser: "alice" };
const BOB = { jobName: "clean", runAsUser: "bob" };
/** What looks have to agree over before a job counts as not found, and the mix-up of answers as lasting. */
const AGREED = { looks: 3, ms: 15_000 };

type Trouble =
  | "none"
  | "half broken"
  | "throttled"
  | "broken"
  | "lists refused"
  | "strange"
  | "now and then not found"
  | "now and then mixed up"
  | "mixed up";
type Step =
  | { kind: "state"; jobId: string; state: string | null; startTime: string | null }
  | { kind: "reused"; jobId: string; by: typeof ALICE }
  | { kind: "gone"; jobId: string }
  | { kind: "list says"; jobId: string; state: string | null }
  | { kind: "list is silent"; jobId: string }
  | { kind: "trouble"; trouble: Trouble }
  | { kind: "latency"; ms: number }
  | {
      kind: "wait";
      jobId: string;
      until: Until;
      timeoutMs: number;
      intervalMs: number | null;
      requeueGraceMs: number;
    }
  | { kind: "leave"; index: number }
  | { kind: "stop"; ms: number }
  | { kind: "time"; ms: number };

const jobId = fc.constantFrom(...JOBS);
const state = fc.constantFrom(...GOOD, ...BAD, ...BEGUN, ...OTHER, ...TAKEN_BACK, ...TAKEN_BACK);
const until = fc.constantFrom<Until>("started", "finished", "succeeded");
const timeoutMs = fc.integer({ min: 1, max: 600_000 });
const intervalMs = fc.option(fc.integer({ min: 1_000, max: 60_000 }));
const requeueGraceMs = fc.constantFrom(0, 5_000, 60_000);
const startTime = fc.constantFrom(null, "Unknown", "2026-01-14T08:00:00");
const wait = { kind: fc.constant("wait" as const), jobId, until, timeoutMs, intervalMs, requeueGraceMs };
const time = fc.record({ kind: fc.constant("time" as const), ms: fc.integer({ min: 0, max: 90_000 }) });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("state" as const), jobId, state, startTime }),
  fc.record({ kind: fc.constant("gone" as const), jobId }),
  fc.record({ kind: fc.constant("reused" as const), jobId, by: fc.constantFrom(ALICE, BOB) }),
  // A requeue, of which a look may see any part.
  fc.record({
    kind: fc.constant("state" as const),
    jobId,
    state: fc.constantFrom("PREEMPTED", "Pending", "Running"),
    startTime,
  }),
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
      "now and then not found",
      "now and then mixed up",
      "mixed up",
    ),
  }),
  fc.record({ kind: fc.constant("latency" as const), ms: fc.constantFrom(0, 0, 300, 5_000) }),
  fc.record(wait),
  fc.record({ kind: fc.constant("stop" as const), ms: fc.constantFrom(500, 5_000, 900_000) }),
  fc.record({ kind: fc.constant("leave" as const), index: fc.nat(20) }),
  fc.record(wait),
  fc.record(wait),
  time,
  time,
  time,
);

/** What GetJob has to have said, read without the code under test. */
function satisfies({ job }: JobAnswer, wanted: Until): boolean {
  const ended = (states: string[]) => states.includes(job.state ?? "");
  const badly = ended([...BAD, ...TAKEN_BACK]);
  if (ended(GOOD)) {
    return true;
  }
  if (wanted === "succeeded") {
    return false;
  }
  if (wanted === "finished") {
    return badly;
  }
  return ended(BEGUN) || (badly && job.startTime === "2026-01-14T08:00:00");
}

it("no sequence of states, requeues, reused IDs, lists, failures, disappearances, stops and time-outs opens a gate wrongly", async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60, size: "max" }), async (steps) => {
      const world = play();
      for (const one of steps) {
        await world.take(one);
      }
      for (const wait of world.waits) {
        wait.abort();
      }
      await world.clock.settle();
      for (const judge of world.ends) {
        judge();
      }
      expect([world.clock.sleepers, world.poller.jobs]).toEqual([0, 0]);
      for (const wait of world.waits) {
        if (wait.error !== null && !(wait.error instanceof EhpcError)) {
          throw wait.error;
        }
        const kind = wait.outcome?.kind ?? (wait.error instanceof EhpcError ? wait.error.kind : "none");
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
      }
    }),
    { numRuns: 500 },
  );
  // The sequences are worth something only if waits come out in every way.
  expect([...seen.keys()].sort()).toEqual(
    expect.arrayContaining([
      "aborted",
      "failed",
      "forbidden",
      "job-changed",
      "job-not-found",
      "reached",
      "timeout",
      "wrong-job",
    ]),
  );
  expect(seen.get("none")).toBeUndefined();
});

/** What GetJob was asked and said of a job. */
interface Heard {
  askedAt: number;
  at: number;
  answer: JobAnswer | null;
  refusal: EhpcErrorKind | null;
}

/** Plays a sequence, and judges every outcome in the moment it comes. */
function play() {
  const world = waiting();
  const { clock, service, jobs, begin } = world;
  const heard = new Map<string, Heard[]>();
  const heardOf = (jobId: string) => heard.get(jobId) ?? [];
  const owners = new Map<string, typeof ALICE>();
  const ends: (() => void)[] = [];
  let stopped = false;
  const listSays = new Map<string, string | null>();
  const listSilent = new Set<string>();
  const waits: UnderWay[] = [];
  const random = seeded(3);
  for (const jobId of JOBS) {
    jobs.set(jobId, { state: "Running", ...ALICE });
  }

  const { getJob, listJobs } = service;
  service.getJob = async (request, options) => {
    const askedAt = clock.monotonicMs();
    const told = heard.get(request.jobId) ?? [];
    heard.set(request.jobId, told);
    try {
      const answer = await getJob(request, options);
      told.push({ askedAt, at: clock.monotonicMs(), answer, refusal: null });
      return answer;
    } catch (error) {
      const refusal = error instanceof EhpcError ? error.kind : "aborted";
      told.push({ askedAt, at: clock.monotonicMs(), answer: null, refusal });
      throw error;
    }
  };
  service.listJobs = async (request, options) => {
    const page = await listJobs(request, options);
    const listed = page.jobs
      .filter((job) => !listSilent.has(job.jobId ?? ""))
      .map((job) => ({ ...job, state: listSays.get(job.jobId ?? "") ?? job.state }));
    return { ...page, jobs: listed };
  };

  function judge(
    { jobId, until: wanted, timeoutMs, requeueGraceMs }: Step & { kind: "wait" },
    { begunAt, heardBefore }: { begunAt: number; heardBefore: number },
    outcome: WaitOutcome,
  ): void {
    if (outcome.kind === "timeout") {
      expect(outcome.waitedMs).toBe(clock.monotonicMs() - begunAt);
      expect(outcome.waitedMs).toBeGreaterThanOrEqual(timeoutMs);
      // Later only where the process did not run when the time was over.
      if (!stopped) {
        expect(outcome.waitedMs).toBe(timeoutMs);
      }
      return;
    }
    const told = heardOf(jobId);
    const last = told.at(-1);
    expect(outcome.answer).toBe(last?.answer);
    expect(satisfies(outcome.answer, wanted)).toBe(outcome.kind === "reached");
    if (outcome.kind === "failed") {
      expect([...BAD, ...TAKEN_BACK]).toContain(outcome.answer.job.state);
    }
    const answers = told.filter(({ answer }) => answer !== null);
    const { state, jobName } = outcome.answer.job;
    if (TAKEN_BACK.includes(state ?? "") && requeueGraceMs > 0) {
      const other = lastIndex(answers, ({ answer }) => answer?.job.state !== state);
      const since = answers[other + 1]?.at ?? Number.POSITIVE_INFINITY;
      // Less a rounding of sums of fractions.
      expect((last?.askedAt ?? 0) - since + 0.001).toBeGreaterThanOrEqual(requeueGraceMs);
    }
    const names = told.slice(heardBefore).flatMap(({ answer }) => answer?.job.jobName ?? []);
    expect(new Set([...names, jobName]).size).toBe(1);
  }

  /** A refusal that a look may get by mistake has come in some looks over some time, and nothing against it. */
  function judgeError({ jobId }: Step & { kind: "wait" }, wait: UnderWay): void {
    if (!(wait.error instanceof EhpcError)) {
      return;
    }
    const { kind } = wait.error;
    if (kind !== "job-not-found" && kind !== "wrong-job") {
      return;
    }
    const told = heardOf(jobId).filter(({ at }) => at <= (wait.endedAt ?? 0));
    const since = told.slice(lastIndex(told, ({ answer }) => answer !== null) + 1);
    // Both say that the job is not there.
    const alike = since.filter(({ refusal }) => refusal === "job-not-found" || refusal === "wrong-job");
    expect(alike.length).toBeGreaterThanOrEqual(AGREED.looks);
    const [first, last] = [alike[0]?.at ?? 0, alike.at(-1)?.at ?? 0];
    expect(last - first + 0.001).toBeGreaterThanOrEqual(AGREED.ms);
  }

  async function take(step: Step): Promise<void> {
    switch (step.kind) {
      case "state":
        jobs.set(step.jobId, {
          state: step.state,
          startTime: step.startTime,
          ...(owners.get(step.jobId) ?? ALICE),
        });
        return;
      case "reused": {
        owners.set(step.jobId, step.by);
        const job = jobs.get(step.jobId);
        if (job !== undefined) {
          jobs.set(step.jobId, { ...job, ...step.by });
        }
        return;
      }
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
        const begun = { begunAt: clock.monotonicMs(), heardBefore: heardOf(step.jobId).length };
        const judged = (outcome: WaitOutcome) => judge(step, begun, outcome);
        const { jobId, until, timeoutMs, intervalMs, requeueGraceMs } = step;
        const wait = begin(jobId, { until, timeoutMs, intervalMs, requeueGraceMs }, judged);
        waits.push(wait);
        ends.push(() => judgeError(step, wait));
        return;
      }
      case "stop":
        stopped = true;
        clock.stop(step.ms);
        return;
      case "leave":
        waits[step.index]?.abort();
        return;
      case "time":
        await clock.advance(step.ms);
    }
  }
  return { ...world, waits, take, ends };
}

/** -1 where there is none. */
function lastIndex<T>(all: readonly T[], is: (one: T) => boolean): number {
  return all.reduce((last, one, index) => (is(one) ? index : last), -1);
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
    case "now and then not found":
      return operation === "GetJob" && random() < 0.4 ? noSuchJob : null;
    case "now and then mixed up":
      return operation === "GetJob" && random() < 0.4 ? wrongJob : null;
    case "mixed up":
      return operation === "GetJob" ? wrongJob : null;
  }
}
