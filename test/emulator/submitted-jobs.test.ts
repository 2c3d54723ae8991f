import { randomUUID } from "node:crypto";
import { Secret } from "../../src/base/secret";
import { API_VERSION } from "../../src/ehpc/api/api-version";
import { canonicalQuery } from "../../src/ehpc/api/canonical-request";
import type { JobRequest } from "../../src/ehpc/api/client";
import { signRequest } from "../../src/ehpc/api/sign-request";
import type { Scenario, ScenarioCluster, Stage } from "../../src/emulator/scenario/scenario";
import { serve, stopServing } from "./serving";

afterEach(stopServing);

const least: JobRequest = { clusterId: "c", jobName: "train", commandLine: "-- /bin/true" };
const all = { clusterId: "c", status: "all", pageNumber: 1, pageSize: 50 } as const;

const cluster = (members: ScenarioCluster): Scenario => ({ clusters: { c: members } });

describe("a submitted job", () => {
  it("is what was requested, in GetJob and in ListJobs", async () => {
    const { client } = await serve(cluster({ submitted: { from: 10 } }));
    const request: JobRequest = {
      ...least,
      runAsUser: "alice",
      runAsUserPassword: new Secret("secret"),
      jobQueue: "gpu",
      priority: 3,
      stdoutPath: "/home/alice/o",
      stderrPath: "/home/alice/e",
      variables: { EPOCHS: "3" },
      wallTimeSeconds: 60,
      postCommandLine: "/bin/date",
      resources: { nodes: 2, cores: 4, gpus: 0, memory: "1gb" },
    };
    expect(await client.createJob(request)).toEqual({ jobId: "10", requestId: expect.any(String) });
    const { job } = await client.getJob({ clusterId: "c", jobId: "10" });
    const common = {
      jobId: "10",
      jobName: "train",
      state: "Pending",
      runAsUser: "alice",
      jobQueue: "gpu",
      priority: 3,
      outputLog: "/home/alice/o",
      errorLog: "/home/alice/e",
      arrayRequest: null,
      resources: { nodes: 2, cores: 4, gpus: 0, memory: "1gb" },
      variables: { EPOCHS: "3" },
    };
    expect(job).toMatchObject({ ...common, commandLine: "-- /bin/true", createTime: "2026-01-14T08:00:00" });
    const { jobs } = await client.listJobs(all);
    expect(jobs).toMatchObject([
      { ...common, submitTime: Date.parse("2026-01-14T08:00:00Z") / 1_000, startTime: null },
    ]);
  });

  it("is pending, runs after two seconds and succeeds after five, by the emulator's clock", async () => {
    const { client, clock } = await serve(cluster({}));
    await clock.advance(60_000);
    const { jobId } = await client.createJob(least);
    const seen = async () => {
      const { state, startTime, lastModifyTime } = (await client.getJob({ clusterId: "c", jobId })).job;
      return [state, startTime, lastModifyTime];
    };
    expect(await seen()).toEqual(["Pending", null, "2026-01-14T08:01:00"]);
    await clock.advance(2_000);
    expect(await seen()).toEqual(["Running", "2026-01-14T08:01:02", "2026-01-14T08:01:02"]);
    await clock.advance(3_000);
    expect(await seen()).toEqual(["Completed", "2026-01-14T08:01:02", "2026-01-14T08:01:05"]);
  });

  it("lives as the scenario says, by its name or as any", async () => {
    const submitted = {
      job: { life: [{ at: 0, State: "Failed", stderr: "out of memory\n" }] },
      jobs: { train: { life: [{ at: 0, State: "Completed", stdout: "done\n" }] } },
    };
    const { client } = await serve(cluster({ submitted }));
    await client.createJob(least);
    await client.createJob({ ...least, jobName: "toString" });
    const { jobs } = await client.listJobs(all);
    expect(jobs.map(({ jobName, state }) => [jobName, state])).toEqual([
      ["train", "Completed"],
      ["toString", "Failed"],
    ]);
    const { stdout } = await client.getJobLog({
      clusterId: "c",
      jobId: "1",
      logType: "stdout",
      offset: 0,
      size: 100,
    });
    expect(stdout?.toString()).toBe("done\n");
  });

  it("has the next number that is free", async () => {
    const { client, emulator } = await serve(
      cluster({ jobs: { "7.manager": {} }, series: [{ count: 3, job: {} }] }),
    );
    expect((await client.createJob(least)).jobId).toBe("8");
    emulator.setJob("c", "20_3", {});
    expect((await client.createJob(least)).jobId).toBe("21");
  });

  it.each([
    ["slurm", "1", "1", "Pending"],
    ["pbs", "1.manager", "1[].manager", "QUEUED"],
    ["grid-engine", "1", "1", "QUEUED"],
  ] as const)("has the ID and the state of its scheduler: %s", async (scheduler, jobId, arrayId, state) => {
    const { client, emulator } = await serve(cluster({ scheduler }));
    expect((await client.createJob(least)).jobId).toBe(jobId);
    expect((await client.getJob({ clusterId: "c", jobId })).job.state).toBe(state);
    emulator.update(cluster({ scheduler }));
    expect((await client.createJob({ ...least, arrayRequest: "1-3" })).jobId).toBe(arrayId);
    const { job } = await client.getJob({ clusterId: "c", jobId: arrayId });
    expect(job).toMatchObject({ state, arrayRequest: "1-3" });
  });

  it("runs as an array", async () => {
    const { client, clock } = await serve(
      cluster({ submitted: { job: { info: { OutputLog: "/o.{index}" } } } }),
    );
    const { jobId } = await client.createJob({ ...least, arrayRequest: "2-7:2" });
    await clock.advance(2_000);
    const { jobs } = await client.listJobs(all);
    expect(jobs.map((job) => [job.jobId, job.state, job.outputLog])).toEqual(
      [2, 4, 6].map((index) => [`${jobId}_${index}`, "Running", `/o.${index}`]),
    );
  });

  it("is recorded without its password, with its marker", async () => {
    const { client, emulator } = await serve({ chance: { seed: 1, troubles: [] }, clusters: { c: {} } });
    const runAsUserPassword = new Secret("pass-word-1");
    await client.createJob({ ...least, runAsUserPassword, variables: { EHPC_SUBMISSION_TOKEN: "m" } });
    await client.createJob({ ...least, runAsUserPassword });
    expect(emulator.submissions.map(({ jobId, marker }) => [jobId, marker])).toEqual([
      ["1", "m"],
      ["2", null],
    ]);
    const { job } = await client.getJob({ clusterId: "c", jobId: "1" });
    expect(JSON.stringify([emulator.calls, emulator.submissions, job])).not.toContain("pass-word-1");
    expect(emulator.calls[0]).toMatchObject({
      operation: "CreateJob",
      clusterId: "c",
      jobId: null,
      status: 200,
    });
  });

  it("draws the same trouble in each run, whatever its marker", async () => {
    const chance = { seed: 7, troubles: [{ share: 0.5, error: { code: "AgentError" } }] };
    const run = async () => {
      const { client, emulator } = await serve({ chance, clusters: { c: {} } });
      for (let index = 0; index < 20; index += 1) {
        const variables = { EHPC_SUBMISSION_TOKEN: String(Math.random()) };
        await client.createJob({ ...least, variables }).catch(() => {});
      }
      return emulator.calls.map(({ code }) => code);
    };
    const first = await run();
    expect(new Set(first)).toEqual(new Set([null, "AgentError"]));
    expect(await run()).toEqual(first);
  });
});

describe("CreateJob refuses", () => {
  const spec = (members: object) => JSON.stringify({ CommandLine: "a", ...members });

  it.each([
    ["", "JobSpec"],
    ["[]", "JobSpec"],
    ["{", "JobSpec"],
    [spec({ CommandLine: " " }), "JobSpec.CommandLine"],
    [spec({ CommandLine: 3 }), "JobSpec.CommandLine"],
    [spec({ Priority: "10" }), "JobSpec.Priority"],
    [spec({ Priority: "-1" }), "JobSpec.Priority"],
    [spec({ ArrayRequest: "1,2" }), "JobSpec.ArrayRequest"],
    [spec({ ArrayRequest: "5-1" }), "JobSpec.ArrayRequest"],
    [spec({ ArrayRequest: "1-5:0" }), "JobSpec.ArrayRequest"],
    [spec({ Variables: { A: "1" } }), "JobSpec.Variables"],
    [spec({ Variables: '{"A":"1"}' }), "JobSpec.Variables"],
    [spec({ Variables: '[{"Name":"A"}]' }), "JobSpec.Variables"],
    [spec({ Variables: '[{"Name":"1A","Value":""}]' }), "JobSpec.Variables"],
    [spec({ Variables: "[null]" }), "JobSpec.Variables"],
    [spec({ WallTime: "90" }), "JobSpec.WallTime"],
    [spec({ WallTime: "1:60:00" }), "JobSpec.WallTime"],
    [spec({ WallTime: "00:00:00" }), "JobSpec.WallTime"],
    [spec({ Resources: "1" }), "JobSpec.Resources"],
    [spec({ Resources: { Nodes: 0 } }), "JobSpec.Resources.Nodes"],
    [spec({ Resources: { Cores: "2" } }), "JobSpec.Resources.Cores"],
    [spec({ Resources: { Memory: 1 } }), "JobSpec.Resources.Memory"],
    [spec({ Resources: { Disks: 1 } }), "JobSpec.Resources.Disks"],
  ])("the job %s", async (JobSpec, parameter) => {
    const { answer } = await asked("CreateJob", { ClusterId: "c", JobName: "train", JobSpec });
    expect(answer).toMatchObject({
      Code: "InvalidParams",
      Message: `The specified parameter ${parameter} is invalid.`,
    });
  });

  it("members that are not documented, and requests without a job", async () => {
    const unknown = await asked("CreateJob", { ClusterId: "c", JobSpec: spec({ Nodes: 1 }) });
    expect(unknown.answer.Message).toBe("The emulator does not know the member Nodes of JobSpec.");
    expect((await asked("CreateJob", { ClusterId: "c" })).answer.Code).toBe("MissingParameter");
    expect((await asked("CreateJob", { ClusterId: "d", JobSpec: spec({}) })).answer.Code).toBe(
      "ClusterNotFound",
    );
    expect(unknown.submissions).toEqual([]);
  });

  it("nothing that is documented", async () => {
    const JobSpec = spec({
      Priority: 9,
      WallTime: "1:1:1",
      Variables: "[]",
      ArrayRequest: "",
      Resources: { Memory: "512 MB" },
    });
    const { answer } = await asked("CreateJob", { ClusterId: "c", JobSpec });
    // The backslash is the page's.
    expect(answer).toEqual({
      RequestId: expect.any(String),
      JobId: "Submitted batch job 1\\n",
      Success: "true",
    });
  });
});

describe("StopJobs", () => {
  const running = { life: [{ at: 0, State: "Running", stdout: { text: ".", everySeconds: 1 } }] };

  it("ends a job at once, or later, in the state of the scenario; its log grows no more", async () => {
    const { client, clock, emulator } = await serve(
      cluster({ jobs: { 1: running }, stopping: { seconds: 3, state: "DELETED" } }),
    );
    const seen = async () => {
      const { job } = await client.getJob({ clusterId: "c", jobId: "1" });
      const { stdout } = await client.getJobLog({
        clusterId: "c",
        jobId: "1",
        logType: "stdout",
        offset: 0,
        size: 100,
      });
      return [job.state, stdout?.toString()];
    };
    await clock.advance(2_000);
    await client.stopJobs({ clusterId: "c", jobIds: ["1"] });
    expect(await seen()).toEqual(["Running", "..."]);
    await clock.advance(60_000);
    expect(await seen()).toEqual(["DELETED", "....."]);
    emulator.update(cluster({ jobs: { 1: running } }));
    await client.stopJobs({ clusterId: "c", jobIds: ["1"] });
    expect((await client.listJobs({ ...all, status: "finished" })).jobs).toMatchObject([
      { state: "CANCELLED" },
    ]);
  });

  it("leaves out what a job would have done later, but not that it is purged", async () => {
    const life: Stage[] = [
      { at: 0, State: "Running" },
      { at: 10, State: "Completed" },
      { at: 60, gone: true },
    ];
    const { client, clock } = await serve(cluster({ jobs: { 1: { life } } }));
    await client.stopJobs({ clusterId: "c", jobIds: ["1"] });
    await clock.advance(59_000);
    expect((await client.getJob({ clusterId: "c", jobId: "1" })).job.state).toBe("CANCELLED");
    await clock.advance(1_000);
    await expect(client.getJob({ clusterId: "c", jobId: "1" })).rejects.toMatchObject({
      kind: "job-not-found",
    });
  });

  it("stops one task of an array, or all that have not ended", async () => {
    const array = {
      arrayRequest: "1-3",
      life: running.life,
      tasks: { 2: { info: {}, life: [{ at: 0, State: "Completed" }] } },
    };
    const { client } = await serve(cluster({ jobs: { 36: array } }));
    const states = async () => (await client.listJobs(all)).jobs.map(({ state }) => state);
    await client.stopJobs({ clusterId: "c", jobIds: ["36_3"] });
    expect(await states()).toEqual(["Running", "Completed", "CANCELLED"]);
    await client.stopJobs({ clusterId: "c", jobIds: ["36"] });
    expect(await states()).toEqual(["CANCELLED", "Completed", "CANCELLED"]);
    await expect(client.stopJobs({ clusterId: "c", jobIds: ["36"] })).rejects.toMatchObject({
      code: "InvalidParams",
    });
  });

  it("stops all of its jobs or none: each must be running or queued", async () => {
    const { client } = await serve(cluster({ jobs: { 1: running, 2: { info: { State: "Completed" } } } }));
    const stop = (jobIds: string[]) => client.stopJobs({ clusterId: "c", jobIds });
    await expect(stop(["1", "2"])).rejects.toMatchObject({
      serviceMessage: "Job 2 is Completed; only a running or queued job can be stopped.",
    });
    await expect(stop(["1", "3"])).rejects.toMatchObject({ kind: "job-not-found" });
    expect((await client.getJob({ clusterId: "c", jobId: "1" })).job.state).toBe("Running");
  });

  it.each(["", "1", '"1"', "[]", "[1]", '[" "]'])("refuses the IDs %j", async (JobIds) => {
    const { answer } = await asked("StopJobs", { ClusterId: "c", JobIds });
    expect(answer).toMatchObject({
      Code: "InvalidParams",
      Message: "The specified parameter JobIds is invalid.",
    });
  });
});

/** The answer to a signed request with these parameters, as they are. */
async function asked(action: string, query: Record<string, string>) {
  const { emulator, clock } = await serve({ clusters: { c: {} } });
  const { endpoint, accessKeyId, accessKeySecret, submissions } = emulator;
  const headers = signRequest(
    { method: "POST", host: new URL(endpoint).host, action, version: API_VERSION, query },
    { accessKeyId, accessKeySecret: new Secret(accessKeySecret), securityToken: null },
    clock.now(),
    randomUUID(),
  );
  const { host: _, ...sent } = headers;
  const response = await fetch(`${endpoint}/?${canonicalQuery(query)}`, { method: "POST", headers: sent });
  return { answer: (await response.json()) as Record<string, unknown>, submissions };
}
