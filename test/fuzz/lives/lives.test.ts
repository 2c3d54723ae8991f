import { EhpcError } from "../../../src/base/errors";
import type { JobAnswer } from "../../../src/ehpc/api/client";
import {
  createPoller,
  type Poller,
  type PollerOptions,
  type WaitRequest,
} from "../../../src/ehpc/poll/poller";
import { aJob } from "../../ehpc/job/a-job";
import { runGenerator } from "../run-generator";
import { livesFor, type PollerMaker } from "./lives";

const INPUTS = 600;

/** @param complaint what a finding has to contain to end the run */
async function findings(makePoller: PollerMaker, complaint?: string): Promise<string> {
  const ran = await runGenerator(livesFor(makePoller), {
    seed: 1,
    inputs: INPUTS,
    ms: Infinity,
    wanted: (what) => complaint !== undefined && what.includes(complaint),
  });
  return ran.findings.map(({ what }) => what).join("\n");
}

/** The product's poller, asked otherwise. */
function asked(change: (request: WaitRequest) => WaitRequest): PollerMaker {
  return (options) => {
    const poller = createPoller(options);
    return {
      wait: (request, more) => poller.wait(change(request), more),
      get jobs() {
        return poller.jobs;
      },
    };
  };
}

/** The product's poller, which hears otherwise. */
function hearing(change: (answer: JobAnswer) => JobAnswer): PollerMaker {
  return (options) => {
    const { getJob } = options.client;
    return createPoller({
      ...options,
      client: { ...options.client, getJob: async (...call) => change(await getJob(...call)) },
    });
  };
}

/** A poller that asks every 5 s, and takes what it hears for the end. */
function hasty({ client, clock }: PollerOptions): Pick<Poller, "wait" | "jobs"> {
  return {
    jobs: 0,
    async wait({ clusterId, jobId, timeoutMs }, { signal }) {
      const begunAt = clock.monotonicMs();
      for (;;) {
        const answer = await client.getJob({ clusterId, jobId }, { signal, maxRetryMs: 0 }).catch((error) => {
          if (error instanceof EhpcError && error.kind !== "job-not-found") {
            return null;
          }
          throw error;
        });
        if (answer?.job.state === "Completed") {
          return { kind: "reached", answer, phase: "succeeded" };
        }
        const waitedMs = clock.monotonicMs() - begunAt;
        await clock.sleep(Math.min(5_000, Math.max(1, timeoutMs - waitedMs)), signal);
        if (clock.monotonicMs() - begunAt >= timeoutMs) {
          const standing = { state: null, phase: "unknown", inStateMs: 0, graceLeftMs: null } as const;
          return { kind: "timeout", last: null, lastError: null, waitedMs: timeoutMs, ...standing };
        }
      }
    },
  };
}

it("the poller has no findings, and its waits end in every way", async () => {
  const seen = new Set<string>();
  const noted: PollerMaker = (options) => {
    const poller = createPoller(options);
    return {
      async wait(...call) {
        try {
          const outcome = await poller.wait(...call);
          seen.add(outcome.kind);
          return outcome;
        } catch (error) {
          seen.add(error instanceof EhpcError ? error.kind : String(error));
          throw error;
        }
      },
      get jobs() {
        return poller.jobs;
      },
    };
  };
  expect(await findings(noted)).toBe("");
  expect([...seen]).toEqual(
    expect.arrayContaining([
      "reached",
      "failed",
      "timeout",
      "aborted",
      "job-not-found",
      "job-changed",
      "wrong-job",
    ]),
  );
});

it.each<[string, PollerMaker, string]>([
  ["ends on one look that does not find the job", hasty, "Ends with job-not-found after 1 looks"],
  [
    "takes an end for good that the scheduler takes back",
    asked((request) => ({ ...request, requeueGraceMs: 0 })),
    "for the end after",
  ],
  [
    "waits longer than it may",
    asked((request) => ({ ...request, timeoutMs: 10 * request.timeoutMs })),
    "Hangs",
  ],
  [
    "gives up too early",
    asked((request) => ({ ...request, timeoutMs: request.timeoutMs / 2 })),
    "Time-out of",
  ],
  ["looks too seldom", asked((request) => ({ ...request, intervalMs: 300_000 })), "Notices an end"],
  [
    "does not see whose job it is",
    hearing((answer) => ({ ...answer, job: { ...answer.job, jobName: null, runAsUser: null } })),
    "Ends by another job's end",
  ],
  [
    "takes one task for its array",
    hearing((answer) => {
      const { array, ...job } = answer.job;
      return { ...answer, job: array?.records[0] ?? job };
    }),
    "and not all its tasks are",
  ],
  [
    "forgets whose an array is",
    (options) =>
      createPoller({
        ...options,
        client: {
          ...options.client,
          getJob: (request, { known, ...more } = {}) => options.client.getJob(request, more),
        },
      }),
    "Takes a job for another that is the same",
  ],
  [
    "takes every answer for a success",
    (options) =>
      createPoller({
        ...options,
        client: {
          ...options.client,
          getJob: ({ jobId }, more) =>
            options.client
              .getJob({ clusterId: "c", jobId }, more)
              .catch(() => ({ requestId: null, job: aJob({ jobId, state: "Completed" }) })),
        },
      }),
    "though the last look says nothing",
  ],
  [
    "leaves timers behind",
    (options) => {
      const sleep = () => void options.clock.sleep(1e9, new AbortController().signal);
      return asked((request) => {
        sleep();
        return request;
      })(options);
    },
    "timers and 0 jobs behind",
  ],
])("a poller that %s is found", async (_, makePoller, complaint) => {
  expect(await findings(makePoller, complaint)).toContain(complaint);
});
