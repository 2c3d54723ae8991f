import fc from "fast-check";
import { EhpcError } from "../../../src/base/errors";
import { silentLog } from "../../../src/base/log";
import { createClient } from "../../../src/ehpc/api/create-client";
import { staticCredentials } from "../../../src/ehpc/api/credentials";
import { type Submission, submitJob } from "../../../src/ehpc/submit/submit-job";
import { UncertainSubmission } from "../../../src/ehpc/submit/uncertain-submission";
import { type Emulator, startEmulator } from "../../../src/emulator/emulator";
import type { ChanceTrouble, FaultKind, Trouble } from "../../../src/emulator/scenario/scenario";
import { DrivenClock } from "../../support/driven-clock";
import { driven } from "./driven";

const cluster = "ehpc-hz-FYUr32abcd";
const clock = new DrivenClock();
let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({
    scenario: { clusters: {} },
    clock: { now: () => clock.now(), monotonicMs: () => clock.monotonicMs() },
  });
});
afterAll(() => emulator.close());

const fault = (kind: FaultKind) =>
  fc.constant<Trouble>({ fault: { kind, ...(kind === "slow" && { seconds: 20 }) } });
const error = (code: string) => fc.constant<Trouble>({ error: { code } });
const trouble = fc.oneof(
  // A job that comes late is the worst: nothing shows it when it is first looked for.
  { weight: 8, arbitrary: fault("late") },
  { weight: 3, arbitrary: fc.oneof(fault("unread"), fault("reset")) },
  {
    weight: 3,
    arbitrary: fc.oneof(
      ...(["truncated", "html", "empty", "bad-gateway", "success-false", "slow"] as const).map(fault),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.oneof(
      ...["Throttling", "AgentError", "ServiceUnavailable", "UnknownError", "SignatureNonceUsed"].map(error),
    ),
  },
);
/** Troubles of a fifth of all calls, or of half of them. */
const chance = fc.record({
  seed: fc.nat(),
  troubles: fc
    .tuple(fc.constantFrom(0.2, 0.5), fc.array(trouble, { minLength: 1, maxLength: 4 }))
    .map(([share, all]): ChanceTrouble[] => all.map((one) => ({ ...one, share: share / all.length }))),
});
/** How the job lives: it may have ended before its answer is missed. */
const life = fc.constantFrom(
  [{ at: 0, State: "Running" }],
  [{ at: 0, State: "Completed" }],
  [
    { at: 0, State: "Pending" },
    { at: 3, State: "Failed" },
  ],
);

let runs = 0;

/** What came of a submission. */
async function attempt(jobName: string, marker: string, sought: boolean, stopAfterMs: number | null) {
  const { endpoint, accessKeyId, accessKeySecret } = emulator;
  const credentials = staticCredentials({ accessKeyId, accessKeySecret });
  const client = createClient({ endpoint, credentials, clock, readTimeoutMs: 150 });
  const controller = new AbortController();
  const { signal } = controller;
  const begun = clock.monotonicMs();
  const request = { clusterId: cluster, jobName, commandLine: "-- /bin/true" };
  const submitted = submitJob(client, request, { marker, sought, signal, clock, log: silentLog });
  if (stopAfterMs !== null) {
    // Ctrl-C at some moment, by the clock.
    clock.sleep(stopAfterMs, signal).then(
      () => controller.abort(),
      () => {},
    );
  }
  try {
    return await driven<Submission | unknown>(submitted, clock);
  } catch (error) {
    return error;
  } finally {
    controller.abort();
    client.close();
    expect(clock.monotonicMs()).toBeGreaterThanOrEqual(begun);
  }
}

it("never makes a second job of a submission that has not failed, and never succeeds without one, whichever answers are lost", async () => {
  const interruption = fc.option(fc.integer({ min: 0, max: 40_000 }), { freq: 4 });
  await fc.assert(
    fc.asyncProperty(
      chance,
      life,
      fc.array(interruption, { minLength: 1, maxLength: 3 }),
      async (drawn, lived, tries) => {
        runs += 1;
        const jobName = `job-${runs}`;
        const marker = `marker-${runs}`;
        emulator.update({
          chance: drawn,
          clusters: {
            [cluster]: {
              submitted: { job: { life: lived } },
              series: [{ count: 60, job: { info: { JobName: "other", State: "Running" } } }],
            },
          },
        });
        const jobs = () => emulator.submissions.filter((one) => one.marker === marker);
        // A job that has failed before the next run is passed over.
        const fails = lived.at(-1)?.State === "Failed";
        let known: string | null = null;
        // The first try, and later runs with the same token.
        for (const [index, stopAfterMs] of tries.entries()) {
          const before = fails ? jobs().length : 0;
          const outcome = await attempt(jobName, marker, index > 0, stopAfterMs);
          await clock.advance(6_000);
          const count = jobs().length - before;
          expect(count).toBeLessThan(2);
          if (outcome instanceof UncertainSubmission) {
            continue;
          }
          if (outcome instanceof EhpcError) {
            // Of an interruption before anything was sent, too.
            expect([count, fails || known === null]).toEqual([0, true]);
            continue;
          }
          const { jobId } = outcome as Submission;
          expect(
            jobs()
              .slice(before)
              .map((job) => job.jobId),
          ).toEqual([jobId]);
          known = jobId;
        }
      },
    ),
    { numRuns: 150 },
  );
});

it("submits two hundred jobs at a time, each once, while a fifth of all calls fail", async () => {
  emulator.update({
    chance: {
      seed: 1,
      troubles: [
        { share: 0.05, fault: { kind: "unread" } },
        { share: 0.05, fault: { kind: "reset" } },
        { share: 0.05, fault: { kind: "late" } },
        { share: 0.05, error: { code: "Throttling" } },
      ],
    },
    clusters: { [cluster]: {} },
  });
  const { endpoint, accessKeyId, accessKeySecret } = emulator;
  const credentials = staticCredentials({ accessKeyId, accessKeySecret });
  const client = createClient({ endpoint, credentials, clock });
  const { signal } = new AbortController();
  const before = emulator.submissions.length;
  const submissions = Array.from({ length: 200 }, (_, index) =>
    submitJob(
      client,
      { clusterId: cluster, jobName: `sweep-${index}`, commandLine: "-- /bin/true" },
      { marker: `sweep-marker-${index}`, signal, clock, log: silentLog },
    ),
  );
  const accepted = await driven(Promise.all(submissions), clock);
  client.close();
  await clock.advance(60_000);
  const made = emulator.submissions.slice(before);
  expect(made).toHaveLength(200);
  expect(new Set(made.map(({ marker }) => marker)).size).toBe(200);
  const byMarker = new Map(made.map(({ marker, jobId }) => [marker, jobId]));
  expect(accepted.map(({ jobId }) => jobId)).toEqual(
    accepted.map((_, index) => byMarker.get(`sweep-marker-${index}`)),
  );
});
