import { EhpcError } from "../../../src/base/errors";
import { silentLog } from "../../../src/base/log";
import { Secret } from "../../../src/base/secret";
import type { Client, ClientOptions } from "../../../src/ehpc/api/client";
import { createClient } from "../../../src/ehpc/api/create-client";
import { staticCredentials } from "../../../src/ehpc/api/credentials";
import { newMarker } from "../../../src/ehpc/submit/marker";
import { type Submission, type SubmitOptions, submitJob } from "../../../src/ehpc/submit/submit-job";
import { UncertainSubmission } from "../../../src/ehpc/submit/uncertain-submission";
import { type Emulator, type Scenario, startEmulator } from "../../../src/emulator/emulator";
import type { ScriptedFault } from "../../../src/emulator/scenario/scenario";
import { DrivenClock } from "../../support/driven-clock";
import { driven } from "./driven";

const cluster = "ehpc-hz-FYUr32abcd";
const request = {
  clusterId: cluster,
  jobName: "train",
  commandLine: "-- /bin/true",
  runAsUserPassword: new Secret("pass/word+1"),
};

const open: { close(): unknown }[] = [];
afterEach(() => Promise.all(open.splice(0).map((one) => one.close())));

interface Submitting {
  emulator: Emulator;
  client: Client;
  clock: DrivenClock;
  submit(options?: Partial<SubmitOptions>): Promise<Submission>;
}

/** An emulator and a client on one driven clock; slow responses are slow in real time, because the client's limits are. */
async function submitting(
  scenario: Partial<Scenario>,
  options: Partial<ClientOptions> = {},
): Promise<Submitting> {
  const clock = new DrivenClock();
  const emulator = await startEmulator({
    scenario: { clusters: { [cluster]: {} }, ...scenario },
    clock: { now: () => clock.now(), monotonicMs: () => clock.monotonicMs() },
  });
  const { endpoint, accessKeyId, accessKeySecret } = emulator;
  const credentials = staticCredentials({ accessKeyId, accessKeySecret });
  const client = createClient({ endpoint, credentials, clock, random: () => 0.5, ...options });
  open.push(client, emulator);
  const submit = (further: Partial<SubmitOptions> = {}) => {
    const { signal } = new AbortController();
    const marker = "marker-1";
    return driven(submitJob(client, request, { marker, signal, clock, log: silentLog, ...further }), clock);
  };
  return { emulator, client, clock, submit };
}

const calls = ({ calls: made }: Emulator, name: string) =>
  made.filter(({ operation }) => operation === name).length;

it("submits a job that carries the marker, and asks for nothing else", async () => {
  const { emulator, client, submit } = await submitting({});
  expect(await submit()).toEqual({ jobId: "1", requestId: expect.any(String), adopted: false });
  expect(emulator.submissions).toMatchObject([{ jobId: "1", jobName: "train", marker: "marker-1" }]);
  expect(emulator.calls).toHaveLength(1);
  const { job } = await client.getJob({ clusterId: cluster, jobId: "1" });
  expect(job.variables).toMatchObject({ EHPC_SUBMISSION_TOKEN: "marker-1" });
});

it("puts the marker before all other variables, and never leaves its place to another value", async () => {
  const { client, clock, emulator } = await submitting({});
  const variables = { EPOCHS: "3", EHPC_SUBMISSION_TOKEN: "another" };
  const { signal } = new AbortController();
  const options = { marker: "marker-1", signal, clock, log: silentLog };
  const { jobId } = await driven(submitJob(client, { ...request, variables }, options), clock);
  const { job } = await client.getJob({ clusterId: cluster, jobId });
  expect(Object.entries(job.variables ?? {})).toEqual([
    ["EHPC_SUBMISSION_TOKEN", "marker-1"],
    ["EPOCHS", "3"],
  ]);
  expect(emulator.submissions).toMatchObject([{ marker: "marker-1" }]);
});

describe("a response that is lost", () => {
  const afterTheJob: ScriptedFault["kind"][] = [
    "reset",
    "truncated",
    "html",
    "empty",
    "oversized",
    "bad-gateway",
    "success-false",
    "slow",
  ];

  it.each(afterTheJob)("after the job exists (%s): the job is adopted", async (kind) => {
    const readTimeoutMs = kind === "slow" ? 300 : 60_000;
    const fault = { kind, operation: "CreateJob", seconds: 20 } as const;
    const { emulator, submit } = await submitting({ fault }, { readTimeoutMs });
    expect(await submit()).toEqual({ jobId: "1", requestId: null, adopted: true });
    expect(emulator.submissions).toHaveLength(1);
  });

  it("before the request was read: the job is submitted again after two complete lists without it", async () => {
    const { emulator, clock, submit } = await submitting({
      fault: { kind: "unread", operation: "CreateJob", times: 2 },
    });
    expect(await submit()).toMatchObject({ jobId: "1", adopted: false });
    expect(emulator.submissions).toHaveLength(1);
    expect(calls(emulator, "CreateJob")).toBe(3);
    expect(clock.monotonicMs()).toBeGreaterThanOrEqual(20_000);
  });

  it("after the request was read, and before the job exists: the job is adopted when it comes into being", async () => {
    const { emulator, submit } = await submitting({
      fault: { kind: "late", operation: "CreateJob", seconds: 6 },
    });
    expect(await submit()).toMatchObject({ jobId: "1", adopted: true });
    expect(emulator.submissions).toHaveLength(1);
    expect(calls(emulator, "CreateJob")).toBe(1);
  });

  it.each([1, 2])(
    "of an array: its own ID is adopted, whatever its tasks do (scheduler %d)",
    async (which) => {
      const scheduler = which === 1 ? "slurm" : "pbs";
      const { emulator, client, clock } = await submitting({
        fault: { kind: "reset", operation: "CreateJob" },
        clusters: { [cluster]: { scheduler } },
      });
      const array = { ...request, arrayRequest: "1-5:2" };
      const { signal } = new AbortController();
      const submitted = submitJob(client, array, { marker: newMarker(), signal, clock, log: silentLog });
      expect(await driven(submitted, clock)).toMatchObject({
        jobId: scheduler === "slurm" ? "1" : "1[].manager",
        adopted: true,
      });
      expect(emulator.submissions).toHaveLength(1);
    },
  );

  it("of a job that has ended meanwhile: it is adopted as well", async () => {
    const life = [{ at: 0, State: "Failed" }];
    const { submit } = await submitting({
      fault: { kind: "reset", operation: "CreateJob" },
      clusters: { [cluster]: { submitted: { job: { life } } } },
    });
    expect(await submit()).toMatchObject({ jobId: "1", adopted: true });
  });

  it("whose job is not listed by its name: it is found in the list of all jobs", async () => {
    const info = { JobName: "tr" };
    const { emulator, submit } = await submitting({
      fault: { kind: "reset", operation: "CreateJob" },
      clusters: { [cluster]: { submitted: { job: { info } } } },
    });
    expect(await submit()).toMatchObject({ jobId: "1", adopted: true });
    expect(emulator.submissions).toHaveLength(1);
  });

  it("whose job shows its variables in GetJob alone: it is found there", async () => {
    const { submit } = await submitting({
      fault: { kind: "reset", operation: "CreateJob" },
      clusters: { [cluster]: { submitted: { job: { listed: { Variables: "" } } } } },
    });
    expect(await submit()).toMatchObject({ jobId: "1", adopted: true });
  });
});

describe("a cluster that fails", () => {
  const error = { code: "AgentError", operation: "CreateJob" } as const;

  it("for a while gets the job again, after each failure has been looked into", async () => {
    const { emulator, submit } = await submitting({ error: { ...error, times: 2 } });
    expect(await submit()).toMatchObject({ jobId: "1", adopted: false });
    expect(emulator.submissions).toHaveLength(1);
  });

  it("for good fails the submission, which then certainly led to no job", async () => {
    const { emulator, submit } = await submitting({ error });
    await expect(submit()).rejects.toMatchObject({
      kind: "service-fault",
      outcomeUnknown: false,
      message: expect.stringContaining("No job was submitted. This was submission 3."),
    });
    expect(emulator.submissions).toEqual([]);
  });
});

it("an unknown refusal is looked into once, and is not repeated", async () => {
  const { emulator, submit } = await submitting({ error: { code: "QuotaExceeded", operation: "CreateJob" } });
  await expect(submit()).rejects.toMatchObject({
    kind: "other",
    code: "QuotaExceeded",
    outcomeUnknown: false,
  });
  expect(calls(emulator, "CreateJob")).toBe(1);
});

it("a refusal is not looked into", async () => {
  const { emulator, submit } = await submitting({ error: { code: "Forbidden.RAM", operation: "CreateJob" } });
  await expect(submit()).rejects.toMatchObject({ kind: "forbidden", outcomeUnknown: false });
  expect(emulator.calls).toHaveLength(1);
});

describe("it stays uncertain whether there is a job", () => {
  const lost = { kind: "unread", operation: "CreateJob" } as const;

  async function uncertain(result: Promise<unknown>): Promise<UncertainSubmission> {
    const error: unknown = await result.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UncertainSubmission);
    expect(error).toMatchObject({
      kind: "submission-uncertain",
      outcomeUnknown: true,
      transient: false,
      marker: "marker-1",
    });
    return error as UncertainSubmission;
  }

  it("while the list cannot be read", async () => {
    const { emulator, submit } = await submitting({
      fault: lost,
      error: { code: "Forbidden.RAM", operation: "ListJobs" },
    });
    const { message } = await uncertain(submit());
    expect(message).toContain("It is not known whether there is a job with EHPC_SUBMISSION_TOKEN=marker-1.");
    expect(message).toContain("not authorized");
    expect(calls(emulator, "CreateJob")).toBe(1);
  });

  it("while a list is not complete", async () => {
    const { client, clock } = await submitting({ fault: lost });
    const listJobs: Client["listJobs"] = async (page) => {
      const { jobs, ...answer } = await client.listJobs(page);
      return { ...answer, jobs, totalCount: jobs.length + 1 };
    };
    const { signal } = new AbortController();
    const options = { marker: "marker-1", signal, clock, log: silentLog };
    const { message } = await uncertain(driven(submitJob({ ...client, listJobs }, request, options), clock));
    expect(message).toContain("The service counts 1 jobs but did not return 1 of them");
  });

  it("while a job of that name shows no variables", async () => {
    const { emulator, clock, submit } = await submitting({ fault: lost });
    const CreateTime = clock.now().toISOString().slice(0, 19);
    emulator.setJob(cluster, "7", { info: { State: "Running", JobName: "train", CreateTime } });
    const { message } = await uncertain(submit());
    expect(message).toContain("Job 7 has that name and shows no variables.");
    expect(calls(emulator, "CreateJob")).toBe(1);
  });

  it("but not because of jobs of another name, of another marker, or of long before", async () => {
    const { emulator, submit } = await submitting({ fault: { ...lost, times: 1 } });
    const CreateTime = "2024-08-16T10:52:48";
    emulator.setJob(cluster, "7", { info: { State: "Running", JobName: "train", CreateTime } });
    emulator.setJob(cluster, "8", { info: { State: "Running", JobName: "evaluate" } });
    const Variables = [{ Name: "EHPC_SUBMISSION_TOKEN", Value: "marker-2" }];
    emulator.setJob(cluster, "9", { info: { State: "Running", JobName: "train", Variables } });
    expect(await submit()).toMatchObject({ jobId: "10", adopted: false });
  });

  it("after an interruption of the call, and of the search", async () => {
    const { emulator, client, clock } = await submitting({
      fault: { kind: "slow", operation: "CreateJob", seconds: 20 },
    });
    const controller = new AbortController();
    const { signal } = controller;
    const options = { marker: "marker-1", signal, clock, log: silentLog };
    const submitted = uncertain(submitJob(client, request, options));
    while (emulator.submissions.length === 0) {
      await clock.settle();
    }
    controller.abort();
    expect((await submitted).message).toContain("interrupted");
    expect(emulator.submissions).toHaveLength(1);
    expect(calls(emulator, "ListJobs")).toBe(0);

    // The next run, which knows the marker, adopts the job.
    const next = submitJob(client, request, {
      ...options,
      sought: true,
      signal: new AbortController().signal,
    });
    expect(await driven(next, clock)).toEqual({ jobId: "1", requestId: null, adopted: true });
    expect(emulator.submissions).toHaveLength(1);
  });

  it("if the scheduler accepts the job without naming it, and the job cannot be found", async () => {
    const { client, clock } = await submitting({});
    const createJob: Client["createJob"] = async () => {
      throw new EhpcError("submission-uncertain", "E-HPC accepted a job without naming its ID.", {
        outcomeUnknown: true,
      });
    };
    const { signal } = new AbortController();
    const options = { marker: "marker-1", signal, clock, log: silentLog };
    const { message } = await uncertain(driven(submitJob({ ...client, createJob }, request, options), clock));
    expect(message).toBe("E-HPC accepted a job without naming its ID. No job shows its marker.");
  });

  it("whatever fails in the search", async () => {
    const { client, clock } = await submitting({ fault: lost });
    const listJobs: Client["listJobs"] = async () => {
      throw new TypeError("a defect");
    };
    const { signal } = new AbortController();
    const options = { marker: "marker-1", signal, clock, log: silentLog };
    const { message } = await uncertain(driven(submitJob({ ...client, listJobs }, request, options), clock));
    expect(message).toContain("a defect");
  });
});

it("interrupted before anything was sent, it leaves no doubt", async () => {
  const { emulator, submit } = await submitting({});
  await expect(submit({ signal: AbortSignal.abort() })).rejects.toMatchObject({
    kind: "aborted",
    outcomeUnknown: false,
  });
  expect(emulator.calls).toEqual([]);
});

describe("a marker that an earlier run may have used", () => {
  it("is looked for first; without a job, the job is submitted", async () => {
    const { emulator, submit } = await submitting({});
    expect(await submit({ sought: true })).toMatchObject({ jobId: "1", adopted: false });
    expect(await submit({ sought: true })).toMatchObject({ jobId: "1", adopted: true });
    expect(emulator.submissions).toHaveLength(1);
  });

  it.each([
    ["CANCELLED", { jobId: "8", adopted: false }],
    ["Failed", { jobId: "8", adopted: false }],
    ["PREEMPTED", { jobId: "7", adopted: true }],
    ["Completed", { jobId: "7", adopted: true }],
    ["SomethingElse", { jobId: "7", adopted: true }],
  ])("may be carried by a job that is %s: %j", async (State, submission) => {
    const info = { State, JobName: "train", Variables: '{"EHPC_SUBMISSION_TOKEN":"marker-1"}' };
    const { submit } = await submitting({
      clusters: { [cluster]: { submitted: { from: 8 }, jobs: { "7": { info } } } },
    });
    expect(await submit({ sought: true })).toMatchObject(submission);
  });

  it.each([
    ["some of its tasks are unknown: it may still run, and is adopted", null, { jobId: "7", adopted: true }],
    ["it has failed: another one is submitted", "FAILED", { jobId: "8", adopted: false }],
    ["it has succeeded: it is adopted", "COMPLETED", { jobId: "7", adopted: true }],
  ])("may be carried by an array of which the list shows a failed task; %s", async (_, State, submission) => {
    const info = { State: "FAILED", JobName: "train", Variables: '{"EHPC_SUBMISSION_TOKEN":"marker-1"}' };
    const { client, clock } = await submitting({
      clusters: { [cluster]: { submitted: { from: 8 }, jobs: { "7_1": { info } } } },
    });
    const getJob: typeof client.getJob = async (whole, options) => {
      if (whole.jobId !== "7") {
        return client.getJob(whole, options);
      }
      if (State === null) {
        throw new EhpcError("array-undecided", "Some tasks are not listed.");
      }
      const answer = await client.getJob({ ...whole, jobId: "7_1" }, options);
      return { ...answer, job: { ...answer.job, state: State } };
    };
    const { signal } = new AbortController();
    const options = { marker: "marker-1", sought: true, signal, clock, log: silentLog };
    const array = { ...request, arrayRequest: "1-3" };
    expect(await driven(submitJob({ ...client, getJob }, array, options), clock)).toMatchObject(submission);
  });

  it("may be carried by a job that does not count: another is submitted, and found after a lost response", async () => {
    const { emulator, submit } = await submitting({
      clusters: { [cluster]: { submitted: { job: { life: [{ at: 0, State: "Cancelled" }] } } } },
      fault: { kind: "reset", operation: "CreateJob", times: 2 },
    });
    let sent = 0;
    const onSend = () => {
      sent += 1;
    };
    expect(await submit({ sought: true, onSend })).toMatchObject({ jobId: "1", adopted: true });
    expect(await submit({ sought: true, onSend, except: new Set(["1"]) })).toMatchObject({
      jobId: "2",
      adopted: true,
    });
    expect(emulator.submissions).toHaveLength(2);
    expect(sent).toBe(2);
  });

  it("that several jobs carry is nobody's, until all but one are stopped", async () => {
    const { emulator, client, clock, submit } = await submitting({
      clusters: { [cluster]: { submitted: { job: { life: [{ at: 0, State: "Running" }] } } } },
    });
    const createJob = () =>
      client.createJob({ ...request, variables: { EHPC_SUBMISSION_TOKEN: "marker-1" } });
    await createJob();
    await createJob();
    await expect(submit({ sought: true })).rejects.toMatchObject({
      kind: "submission-uncertain",
      message:
        "Several jobs carry EHPC_SUBMISSION_TOKEN=marker-1: 1, 2. Stop all but the one that counts, or use another token.",
    });
    await client.stopJobs({ clusterId: cluster, jobIds: ["1"] });
    await clock.advance(1);
    expect(await submit({ sought: true })).toEqual({ jobId: "2", requestId: null, adopted: true });
    expect(emulator.submissions).toHaveLength(2);
  });
});
