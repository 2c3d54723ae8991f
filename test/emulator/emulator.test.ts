import { createHash } from "node:crypto";
import { EhpcError, type EhpcErrorKind } from "../../src/base/errors";
import { createClient } from "../../src/ehpc/api/create-client";
import { staticCredentials } from "../../src/ehpc/api/credentials";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../src/emulator/emulator";
import { getJobSample, getJobSampleResponse } from "../../src/emulator/scenario/getjob-sample";
import { FAULT_KINDS, type FaultKind, type Scenario, type Stage } from "../../src/emulator/scenario/scenario";
import { DrivenClock } from "../support/driven-clock";

const cluster = "ehpc-hz-FYUr32abcd";

let emulator: Emulator | undefined;
const closers: (() => void)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) {
    close();
  }
  await emulator?.close();
  emulator = undefined;
});

async function start(options: EmulatorOptions = {}): Promise<Emulator> {
  emulator = await startEmulator(options);
  return emulator;
}

function clientOf(
  { endpoint, accessKeyId, accessKeySecret }: Emulator,
  options: Partial<Parameters<typeof createClient>[0]> = {},
) {
  const credentials = staticCredentials({ accessKeyId, accessKeySecret });
  const client = createClient({ endpoint, credentials, maxRetryMs: 0, ...options });
  closers.push(() => client.close());
  return client;
}

function oneJob(job: NonNullable<Scenario["clusters"][string]["jobs"]>[string]): Scenario {
  return { clusters: { [cluster]: { jobs: { "1.manager": job } } } };
}

async function failureOf(promise: Promise<unknown>): Promise<EhpcError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof EhpcError) {
    return error;
  }
  throw new Error(`no EhpcError: ${error}`);
}

const request = { clusterId: cluster, jobId: "1.manager" };

it("holds the sample response of the API page byte for byte", () => {
  expect(createHash("sha256").update(getJobSampleResponse).digest("hex")).toBe(
    "d19e97cd60cf932698b30bdfe10dab31cbe1c6d6721c2c7b8b8cfa7fa7471d72",
  );
});

it("sends the sample response byte for byte, and the client reads every field of it", async () => {
  const {
    requestId,
    job: { array, ...job },
  } = await clientOf(await start({ scenario: getJobSample })).getJob(request);
  expect(requestId).toBe("04F0****-1335-****-A1D7-6C044FE7****");
  expect(job).toEqual({
    jobId: "1.manager",
    jobName: "testJob",
    state: "Running",
    runAsUser: "testuser",
    jobQueue: "workq",
    priority: 0,
    commandLine: "/home/huangsf/ehpc/job_meta.pbs",
    createTime: "2024-08-16T10:52:48",
    startTime: "2024-08-16T10:52:48",
    lastModifyTime: "2024-08-16T10:52:48",
    outputLog: "/home/xxx/STDIN.o1",
    errorLog: "/home/xxx/STDIN.e1",
    nodeList: "compute000",
    arrayRequest: "1-5:2",
    arrayJobId: "1",
    arrayJobSubId: "3",
    resources: { nodes: 1, cores: 2, memory: "1gb", gpus: 1 },
    resourcesUsed: { nodes: 2, cores: 2, memory: "512mb" },
    variables: { ProxyIP: "10.x.x.x" },
    extraInfo: "{}",
  });
});

describe("a job's scripted life", () => {
  const life: Stage[] = [
    { at: 0, State: "Pending" },
    { at: 2, State: "Running", StartTime: "2024-08-16T10:52:50" },
    { at: 5, State: "Completed" },
  ];

  async function statesAt(scenario: Scenario, firstReadAt: number): Promise<(string | null)[]> {
    let seconds = 100;
    const clock = { now: () => new Date(), monotonicMs: () => seconds * 1_000 };
    const client = clientOf(await start({ scenario, clock }));
    const states: (string | null)[] = [];
    for (const age of [0, 1.9, 2, 4.9, 5, 1_000]) {
      seconds = 100 + firstReadAt + age;
      states.push((await client.getJob(request)).job.state);
    }
    return states;
  }

  it("counts from the emulator's start", async () => {
    const states = ["Pending", "Pending", "Running", "Running", "Completed", "Completed"];
    expect(await statesAt(oneJob({ life }), 0)).toEqual(states);
    await emulator?.close();
    expect((await statesAt(oneJob({ life }), 2))[0]).toBe("Running");
  });

  it("counts from the first read with lifeBegins first-read", async () => {
    const states = ["Pending", "Pending", "Running", "Running", "Completed", "Completed"];
    expect(await statesAt({ ...oneJob({ life }), lifeBegins: "first-read" }, 77)).toEqual(states);
  });

  it("keeps what earlier stages and the job's fields said", async () => {
    let seconds = 0;
    const clock = { now: () => new Date(), monotonicMs: () => seconds * 1_000 };
    const client = clientOf(await start({ scenario: oneJob({ info: { JobName: "train" }, life }), clock }));
    expect((await client.getJob(request)).job).toMatchObject({ jobId: "1.manager", startTime: null });
    seconds = 6;
    expect((await client.getJob(request)).job).toMatchObject({
      jobName: "train",
      state: "Completed",
      startTime: "2024-08-16T10:52:50",
    });
  });

  it("is what the quick start shows", async () => {
    let seconds = 50;
    const clock = { now: () => new Date(), monotonicMs: () => seconds * 1_000 };
    const client = clientOf(await start({ clock }));
    const states: (string | null)[] = [];
    for (const jobId of ["1.manager", "2.manager"]) {
      for (const step of [0, 2, 3]) {
        seconds += step;
        states.push((await client.getJob({ clusterId: cluster, jobId })).job.state);
      }
    }
    expect(states).toEqual(["Pending", "Running", "Completed", "Pending", "Running", "Failed"]);
  });

  it("begins when a test sets the job", async () => {
    let seconds = 0;
    const clock = { now: () => new Date(), monotonicMs: () => seconds * 1_000 };
    const running = await start({ scenario: { clusters: {} }, clock });
    seconds = 60;
    running.setJob("c-1", "7", { life });
    const client = clientOf(running);
    expect((await client.getJob({ clusterId: "c-1", jobId: "7" })).job.state).toBe("Pending");
    running.update(oneJob({ info: { State: "Running" } }));
    expect((await failureOf(client.getJob({ clusterId: "c-1", jobId: "7" }))).kind).toBe("cluster-not-found");
    expect((await client.getJob(request)).job.state).toBe("Running");
  });
});

describe("errors on demand", () => {
  const documented: [code: string, status: number, kind: EhpcErrorKind][] = [
    ["InvalidParams", 400, "job-not-found"],
    ["InvalidClusterStatus", 403, "invalid-cluster-status"],
    ["ClusterNotFound", 404, "cluster-not-found"],
    ["DbError", 406, "service-fault"],
    ["EcsError", 406, "service-fault"],
    ["AgentError", 406, "service-fault"],
    ["ServiceUnavailable", 503, "unavailable"],
    ["NotAuthorized", 407, "forbidden"],
    ["AliyunError", 406, "service-fault"],
    ["UnknownError", 500, "unavailable"],
    ["Throttling", 400, "throttled"],
    ["Throttling.User", 400, "throttled"],
    ["InvalidAccessKeyId.NotFound", 404, "invalid-access-key"],
    ["Forbidden.RAM", 403, "forbidden"],
    ["InvalidSecurityToken.Expired", 400, "invalid-security-token"],
    ["MissingParameter", 400, "invalid-params"],
    ["SignatureDoesNotMatch", 400, "signature-mismatch"],
    ["IncompleteSignature", 400, "signature-mismatch"],
    ["IllegalTimestamp", 400, "clock-skew"],
    ["SignatureNonceUsed", 400, "other"],
    ["InvalidAction.NotFound", 404, "other"],
    ["ConflictOpt", 403, "other"],
  ];

  it.each(documented)("%s is answered with HTTP %i and read as %s", async (code, httpStatus, kind) => {
    const running = await start({ scenario: oneJob({ error: { code } }) });
    const error = await failureOf(clientOf(running).getJob(request));
    expect(error).toMatchObject({ code, httpStatus, kind });
    expect(error.requestId).toMatch(/^[0-9A-F-]{36}$/);
    expect(error.message).toContain(code);
    expect(running.calls.map((call) => [call.status, call.code])).toEqual([[httpStatus, code]]);
  });

  it("end after the given number of calls", async () => {
    const error = { code: "DbError", times: 2 };
    const running = await start({ scenario: oneJob({ error, info: { State: "Running" } }) });
    const { job } = await clientOf(running, { maxRetryMs: 30_000, random: () => 0.01 }).getJob(request);
    expect(job.state).toBe("Running");
    expect(running.calls.map((call) => call.status)).toEqual([406, 406, 200]);
  });

  it("may hold for a whole cluster or for every call", async () => {
    const running = await start({ scenario: { error: { code: "Throttling" }, clusters: {} } });
    expect((await failureOf(clientOf(running).getJob(request))).code).toBe("Throttling");
    running.update({ clusters: { [cluster]: { error: { code: "InvalidClusterStatus" } } } });
    expect((await failureOf(clientOf(running).getJob(request))).code).toBe("InvalidClusterStatus");
  });
});

describe("a job that does not exist", () => {
  const shapes = [
    ["invalid-params", "InvalidParams"],
    ["agent-error", "AgentError"],
    ["empty-job-info", null],
  ] as const;

  it.each(shapes)("is job-not-found as %s, and asked for once", async (missingJob, code) => {
    const running = await start({ scenario: { missingJob, clusters: { [cluster]: {} } } });
    const error = await failureOf(clientOf(running, { maxRetryMs: 5_000 }).getJob(request));
    expect(error).toMatchObject({
      kind: "job-not-found",
      code,
      parameter: "JobId",
      attempts: 1,
    });
    expect(running.calls).toHaveLength(1);
  });
});

describe("faults on demand", () => {
  const kinds: Record<FaultKind, EhpcErrorKind> = {
    html: "bad-answer",
    empty: "bad-answer",
    truncated: "bad-answer",
    oversized: "bad-answer",
    slow: "timeout",
    reset: "unreachable",
    unread: "unreachable",
    late: "unreachable",
    "bad-gateway": "unavailable",
    "success-false": "service-fault",
    "empty-job-info": "job-not-found",
  };

  it.each(FAULT_KINDS)("%s is a typed error and not an answer", async (kind) => {
    const running = await start({ scenario: oneJob({ fault: { kind }, info: { State: "Running" } }) });
    // Only the slow answer shall run into the limit, and no other on a busy computer.
    const readTimeoutMs = kind === "slow" ? 200 : 60_000;
    const error = await failureOf(clientOf(running, { readTimeoutMs }).getJob(request));
    expect(error.kind).toBe(kinds[kind]);
  });

  it("slow answers late, and is an answer for a patient client", async () => {
    const fault = { kind: "slow", seconds: 0.1 } as const;
    const running = await start({ scenario: oneJob({ fault, info: { State: "Running" } }) });
    expect((await clientOf(running).getJob(request)).job.state).toBe("Running");
  });
});

it("records calls without their signatures", async () => {
  const running = await start();
  await clientOf(running).getJob(request);
  expect(running.calls).toEqual([
    {
      operation: "GetJob",
      clusterId: cluster,
      jobId: "1.manager",
      pageNumber: null,
      status: 200,
      code: null,
      at: expect.any(Date),
    },
  ]);
  expect(JSON.stringify(running.calls)).not.toContain(running.accessKeySecret);
});

it("records which page of a list was asked for", async () => {
  const running = await start();
  await clientOf(running).listJobs({ clusterId: cluster, status: "all", pageNumber: 3, pageSize: 10 });
  expect(running.calls).toMatchObject([{ operation: "ListJobs", pageNumber: 3 }]);
});

it("forgets calls on forgetCalls", async () => {
  const running = await start();
  const client = clientOf(running);
  await client.getJob(request);
  running.forgetCalls();
  expect(running.calls).toEqual([]);
  await client.getJob(request);
  expect(running.calls).toHaveLength(1);
});

it("is slow on the clock that it was given", async () => {
  const clock = new DrivenClock();
  const fault = { kind: "slow", seconds: 3_600 } as const;
  const running = await start({ scenario: oneJob({ fault, info: { State: "Running" } }), clock });
  const answer = clientOf(running, { clock }).getJob(request);
  while (clock.sleepers === 0) {
    await clock.settle();
  }
  await clock.advance(3_600_000);
  expect((await answer).job.state).toBe("Running");
  expect(clock.sleepers).toBe(0);
});

it("finds a job whose id has brackets", async () => {
  const running = await start({
    scenario: { clusters: { c: { jobs: { "1[3].manager": { info: { State: "Running" } } } } } },
  });
  expect((await clientOf(running).getJob({ clusterId: "c", jobId: "1[3].manager" })).job.jobId).toBe(
    "1[3].manager",
  );
});

it("does not take an inherited name for a cluster or a job", async () => {
  const running = await start({ scenario: { clusters: { c: { jobs: {} } } } });
  const client = clientOf(running);
  expect((await failureOf(client.getJob({ clusterId: "constructor", jobId: "1" }))).kind).toBe(
    "cluster-not-found",
  );
  expect((await failureOf(client.getJob({ clusterId: "c", jobId: "toString" }))).kind).toBe("job-not-found");
});

it("cannot be started on a port that is taken", async () => {
  const running = await start();
  const port = Number(new URL(running.endpoint).port);
  await expect(startEmulator({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
});
