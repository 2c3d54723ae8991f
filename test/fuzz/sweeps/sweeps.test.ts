import type { Client, JobAnswer, JobPage } from "../../../src/ehpc/api/client";
import type { ListedJob } from "../../../src/ehpc/list/listed-job";
import {
  createPoller,
  type JobsOutcome,
  type JobsWaitRequest,
  type PollClient,
} from "../../../src/ehpc/poll/poller";
import { aJob } from "../../ehpc/job/a-job";
import { runGenerator } from "../run-generator";
import { type SweepPollerMaker, sweepsFor } from "./sweeps";

/** A fault is found long before. */
const INPUTS = { clean: 100, broken: 1_000 };

/** @param complaint what a finding has to contain to end the run */
async function findings(makePoller: SweepPollerMaker, complaint?: string): Promise<string> {
  const ran = await runGenerator(sweepsFor(makePoller), {
    seed: 1,
    inputs: complaint === undefined ? INPUTS.clean : INPUTS.broken,
    ms: Infinity,
    wanted: (what) => complaint !== undefined && what.includes(complaint),
  });
  return ran.findings.map(({ what }) => what).join("\n");
}

/** The product's poller, asked otherwise, and told otherwise. */
function asked(
  change: (request: JobsWaitRequest) => Partial<JobsWaitRequest>,
  tell: (outcome: JobsOutcome) => JobsOutcome = (outcome) => outcome,
): SweepPollerMaker {
  return (options) => {
    const poller = createPoller(options);
    return {
      waitForJobs: async (request, more) =>
        tell(await poller.waitForJobs({ ...request, ...change(request) }, more)),
      get jobs() {
        return poller.jobs;
      },
    };
  };
}

/** The product's poller, over another client. */
function over(change: (client: PollClient) => Partial<PollClient>): SweepPollerMaker {
  return (options) => createPoller({ ...options, client: { ...options.client, ...change(options.client) } });
}

/** The product's poller, which hears lists otherwise. */
function listing(
  change: (page: JobPage, request: Parameters<Client["listJobs"]>[0]) => JobPage,
): SweepPollerMaker {
  return over(({ listJobs }) => ({
    listJobs: async (request, options) => change(await listJobs(request, options), request),
  }));
}

const eachRow = (change: (job: ListedJob) => ListedJob) => (page: JobPage) => ({
  ...page,
  jobs: page.jobs.map(change),
});

const completed = (jobId: string): JobAnswer => ({
  requestId: null,
  job: aJob({ jobId, state: "Completed" }),
});

it("the wait has no findings, and comes out in every way", async () => {
  const seen = new Set<string>();
  const noted: SweepPollerMaker = (options) => {
    const poller = createPoller(options);
    return {
      async waitForJobs({ jobs, ...request }, more) {
        const outcome = await poller.waitForJobs({ ...request, jobs }, more);
        seen.add(outcome.kind).add(`${outcome.kind} of ${jobs.kind}`);
        for (const { end } of outcome.jobs) {
          seen.add(`a job ${end}`);
        }
        return outcome;
      },
      get jobs() {
        return poller.jobs;
      },
    };
  };
  expect(await findings(noted)).toBe("");
  expect([...seen]).toEqual(
    expect.arrayContaining([
      ...["reached", "failed", "timeout", "a job reached", "a job failed", "a job lost"],
      ...["reached of ids", "reached of array", "reached of name"],
    ]),
  );
});

it.each<[string, SweepPollerMaker, string]>([
  ["is content with fewer jobs", asked(() => ({ require: { kind: "any" } })), "are needed"],
  ["takes any end for a good one", asked(() => ({ until: "finished" })), "Takes a job for reached"],
  ["takes an end that may be taken back", asked(() => ({ requeueGraceMs: 0 })), "for the end after"],
  ["waits longer than it may", asked(({ timeoutMs }) => ({ timeoutMs: 10 * timeoutMs })), "Time-out of"],
  ["gives up too early", asked(({ timeoutMs }) => ({ timeoutMs: timeoutMs / 2 })), "Time-out of"],
  ["looks too seldom", asked(() => ({ intervalMs: 300_000 })), "Notices at"],
  ["waits for all though too many have failed", asked(() => ({ failFast: false })), "Notices at"],
  ["does not wait for all", asked(() => ({ failFast: true })), "Fails with"],
  [
    "leaves out a job",
    asked(({ jobs }) => (jobs.kind === "ids" ? { jobs: { ...jobs, jobIds: jobs.jobIds.slice(0, 1) } } : {})),
    "Leaves out",
  ],
  [
    "counts on without an end",
    asked(
      () => ({}),
      (outcome) => ({ ...outcome, jobs: outcome.jobs.map((job) => ({ ...job, end: "reached" as const })) }),
    ),
    "Takes a job for reached",
  ],
  [
    "takes the first page of a list for all",
    listing((page) => ({ ...page, totalCount: page.jobs.length })),
    "Takes a job for reached",
  ],
  [
    "takes a list that has lost jobs for those of a name",
    listing((page, { status }) =>
      status === "all" ? { ...page, totalCount: 1, jobs: page.jobs.slice(0, 1) } : page,
    ),
    "Leaves out",
  ],
  [
    "takes every job of a list for a success",
    listing(eachRow((job) => ({ ...job, state: "Completed" }))),
    "Takes a job for reached",
  ],
  [
    "does not see whose job it is",
    over(({ getJob, listJobs }) => ({
      async getJob(...call) {
        const answer = await getJob(...call);
        return { ...answer, job: { ...answer.job, jobName: null, runAsUser: null } };
      },
      listJobs: async (...call) =>
        eachRow((job) => ({ ...job, jobName: null, runAsUser: null, submitTime: null }))(
          await listJobs(...call),
        ),
    })),
    "by the end of another one",
  ],
  [
    "takes every answer for a success",
    over(({ getJob }) => ({
      getJob: (request, options) => getJob(request, options).catch(() => completed(request.jobId)),
    })),
    "Takes a job for reached",
  ],
  [
    "leaves timers behind",
    (options) => {
      void options.clock.sleep(1e9, new AbortController().signal);
      return createPoller(options);
    },
    "timers and 0 jobs behind",
  ],
])("a wait that %s is found", async (_, makePoller, complaint) => {
  expect(await findings(makePoller, complaint)).toContain(complaint);
});
