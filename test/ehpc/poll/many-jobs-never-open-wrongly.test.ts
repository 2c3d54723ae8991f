import fc from "fast-check";
import { EhpcError } from "../../../src/base/errors";
import type { JobsOutcome } from "../../../src/ehpc/poll/poller";
import { parseRequirement } from "../../../src/notation/requirement";
import { broken, throttled } from "./fake-service";
import { CLUSTER, HOUR, seeded, waiting } from "./waiting";

const GOOD = ["Completed", "FINISHED"];
const BAD = ["Failed", "TIMEOUT"];
const TAKEN_BACK = ["PREEMPTED", "NODE_FAIL"];
const STATES = [...GOOD, ...GOOD, ...BAD, ...TAKEN_BACK, "Running", "Running", "Pending", "Who knows"];
const JOBS = Array.from({ length: 130 }, (_, index) => String(index + 1));

type Step =
  | { kind: "state"; from: number; count: number; state: string }
  | { kind: "gone"; from: number; count: number }
  | { kind: "reused"; from: number; count: number; state: string }
  | { kind: "trouble"; share: number }
  | { kind: "lists"; how: "well" | "shifting" | "losing" | "repeating" }
  | { kind: "time"; ms: number };

const from = fc.nat(JOBS.length - 1);
const count = fc.constantFrom(1, 5, 60, 130);
const state = fc.constantFrom(...STATES);
const time = fc.record({ kind: fc.constant("time" as const), ms: fc.integer({ min: 0, max: 60_000 }) });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("state" as const), from, count, state }),
  fc.record({ kind: fc.constant("state" as const), from, count, state }),
  fc.record({ kind: fc.constant("gone" as const), from, count: fc.constantFrom(1, 2) }),
  fc.record({ kind: fc.constant("reused" as const), from, count: fc.constantFrom(1, 5), state }),
  fc.record({ kind: fc.constant("trouble" as const), share: fc.constantFrom(0, 0, 0.2, 0.7) }),
  fc.record({
    kind: fc.constant("lists" as const),
    how: fc.constantFrom("well" as const, "shifting" as const, "losing" as const, "repeating" as const),
  }),
  time,
  time,
);
const request = fc.record({
  require: fc.constantFrom("all", "any", "20", "50%"),
  until: fc.constantFrom("finished" as const, "succeeded" as const),
  failFast: fc.boolean(),
  requeueGraceMs: fc.constantFrom(0, 60_000),
  timeoutMs: fc.integer({ min: 1_000, max: 600_000 }),
});

it("no sequence of states, requeues, purges, reused IDs, failures and moving lists opens a gate over many jobs wrongly", async () => {
  const kinds = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(request, fc.array(step, { minLength: 3, maxLength: 25 }), async (wanted, steps) => {
      const kind = await play(wanted, steps);
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }),
    { numRuns: Number(process.env.MANY_RUNS ?? 100) },
  );
  expect([...kinds.keys()].sort()).toEqual(["failed", "reached", "timeout"]);
});

interface Wanted {
  require: string;
  until: "finished" | "succeeded";
  failFast: boolean;
  requeueGraceMs: number;
  timeoutMs: number;
}

async function play(wanted: Wanted, steps: readonly Step[]): Promise<string> {
  const { clock, service, jobs, poller } = waiting();
  const random = seeded(3);
  /** All that was true of each job, and since when. */
  const history = new Map<string, { state: string; owner: number; since: number }[]>();
  let second = 1_700_000_000;
  let how = "well";

  function put(jobId: string, state: string, owner: number): void {
    const before = jobs.get(jobId);
    const isNew = before === undefined || (history.get(jobId)?.at(-1)?.owner ?? owner) !== owner;
    second += 1;
    const submitTime = isNew ? second : (before.submitTime ?? second);
    jobs.set(jobId, { state, jobName: `job-${owner}`, runAsUser: "alice", submitTime });
    history.set(jobId, [...(history.get(jobId) ?? []), { state, owner, since: clock.monotonicMs() }]);
  }

  for (const jobId of JOBS) {
    put(jobId, STATES[Math.floor(random() * STATES.length)] ?? "Running", 0);
  }
  const { listJobs } = service;
  service.listJobs = async (asked, options) => {
    const page = await listJobs(asked, options);
    switch (how) {
      // What is on a page moves to another between two calls.
      case "shifting": {
        const moved = Math.floor(random() * 3);
        const shifted = await listJobs({ ...asked, pageNumber: 1, pageSize: 50_000 }, options);
        const start = Math.max(0, (asked.pageNumber - 1) * asked.pageSize + moved - 1);
        return { ...page, jobs: shifted.jobs.slice(start, start + asked.pageSize) };
      }
      case "losing":
        return { ...page, jobs: page.jobs.filter(() => random() > 0.05) };
      case "repeating":
        return { ...page, jobs: [...page.jobs, ...page.jobs.slice(0, 3)] };
      default:
        return page;
    }
  };

  let outcome: JobsOutcome | null = null;
  let failure: unknown = null;
  const begunAt = clock.monotonicMs();
  const judge = (given: JobsOutcome) => {
    const now = clock.monotonicMs();
    expect(given.waitedMs).toBeLessThanOrEqual(wanted.timeoutMs + 1);
    for (const { jobId, end, record } of given.jobs) {
      if (end !== "reached") {
        continue;
      }
      const told = (history.get(jobId) ?? []).filter(({ owner }) => owner === 0);
      const accepted = [...GOOD, ...(wanted.until === "finished" ? [...BAD, ...TAKEN_BACK] : [])];
      const lived = told.filter(({ state }) => accepted.includes(state) && state === record?.state);
      expect(lived.length).toBeGreaterThan(0);
      if (TAKEN_BACK.includes(record?.state ?? "") && wanted.requeueGraceMs > 0) {
        expect(now - begunAt + 0.001).toBeGreaterThanOrEqual(wanted.requeueGraceMs);
      }
    }
    const reached = given.jobs.filter(({ end }) => end === "reached").length;
    const needed = { all: 130, any: 1, "20": 20, "50%": 65 }[wanted.require] ?? 0;
    expect(given.kind === "reached").toBe(reached >= needed);
  };
  poller
    .waitForJobs(
      {
        ...wanted,
        clusterId: CLUSTER,
        jobs: { kind: "ids", jobIds: JOBS },
        require: parseRequirement(wanted.require),
        intervalMs: null,
      },
      { signal: new AbortController().signal },
    )
    .then((given) => {
      judge(given);
      outcome = given;
    })
    .catch((error: unknown) => {
      failure = error;
    });

  for (const one of steps) {
    switch (one.kind) {
      case "state":
        for (const jobId of JOBS.slice(one.from, one.from + one.count)) {
          if (jobs.has(jobId)) {
            put(jobId, one.state, history.get(jobId)?.at(-1)?.owner ?? 0);
          }
        }
        break;
      case "gone":
        for (const jobId of JOBS.slice(one.from, one.from + one.count)) {
          jobs.delete(jobId);
        }
        break;
      case "reused":
        // A wait knows another job only where it has seen the first.
        service.trouble = () => null;
        await clock.advance(40_000);
        for (const jobId of JOBS.slice(one.from, one.from + one.count)) {
          put(jobId, one.state, (history.get(jobId)?.at(-1)?.owner ?? 0) + 1);
        }
        break;
      case "trouble":
        service.trouble = () => (random() < one.share ? (random() < 0.5 ? broken : throttled()) : null);
        break;
      case "lists":
        how = one.how;
        break;
      case "time":
        await clock.advance(one.ms);
    }
  }
  await clock.advance(HOUR);
  if (failure !== null && !(failure instanceof EhpcError)) {
    throw failure;
  }
  expect(failure).toBeNull();
  expect([clock.sleepers, poller.jobs]).toEqual([0, 0]);
  return (outcome as JobsOutcome | null)?.kind ?? "none";
}
