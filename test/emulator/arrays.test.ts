import { silentLog } from "../../src/base/log";
import { createOperationCaller } from "../../src/ehpc/api/call-operation";
import type { JobAnswer, ListJobsRequest } from "../../src/ehpc/api/client";
import { readClientOptions } from "../../src/ehpc/api/client-options";
import { staticCredentials } from "../../src/ehpc/api/credentials";
import { createHttpSender } from "../../src/ehpc/http/http";
import { getJobOperation } from "../../src/ehpc/job/get-job";
import type { ScenarioJob, Stage } from "../../src/emulator/scenario/scenario";
import { type Serving, serve, stopServing } from "./serving";

afterEach(stopServing);

const everything: ListJobsRequest = { clusterId: "c", status: "all", pageNumber: 1, pageSize: 50 };

const life: readonly Stage[] = [
  { at: 0, State: "Pending" },
  { at: 10, State: "Running", StartTime: "2024-08-16T11:00:00" },
  { at: 20, State: "Completed" },
];
const failing: readonly Stage[] = [
  { at: 0, State: "Pending" },
  { at: 10, State: "Running" },
  { at: 12, State: "Failed", stderr: "out of memory\n" },
];

const serveJobs = (jobs: Readonly<Record<string, ScenarioJob>>) => serve({ clusters: { c: { jobs } } });

/** IDs and states of the list. */
async function listed({ client }: Serving): Promise<string[]> {
  const { jobs } = await client.listJobs(everything);
  return jobs.map(({ jobId, state }) => `${jobId} ${state}`);
}

/** GetJob's record, which a client does not put together with the list's. */
async function record({ emulator, clock }: Serving, jobId: string): Promise<JobAnswer["job"]> {
  const { endpoint, accessKeyId, accessKeySecret } = emulator;
  const credentials = staticCredentials({ accessKeyId, accessKeySecret });
  const settings = readClientOptions({ endpoint, credentials, maxRetryMs: 0, clock });
  const sender = createHttpSender(settings.environment, silentLog);
  try {
    const { job } = await createOperationCaller(
      settings,
      sender,
    )(getJobOperation({ clusterId: "c", jobId }, silentLog));
    return job;
  } finally {
    sender.close();
  }
}

/** ID and state that GetJob returns. */
async function got(serving: Serving, jobId: string): Promise<string> {
  const job = await record(serving, jobId);
  return `${job.jobId} ${job.state}`;
}

describe("an array of Slurm", () => {
  const sweep = { arrayRequest: "1-4%2", life, tasks: { 2: { life: failing } } };

  it("has one record for the tasks that have not begun, and then one for each", async () => {
    const serving = await serveJobs({
      36: { ...sweep, secondsApart: 5 },
      40: { info: { State: "Running" } },
    });
    expect(await listed(serving)).toEqual(["36_[1-4%2] Pending", "40 Running"]);
    expect(await got(serving, "36")).toBe("36_[1-4%2] Pending");
    await serving.clock.advance(15_000);
    expect(await listed(serving)).toEqual([
      "36_1 Running",
      "36_2 Running",
      "36_[3-4%2] Pending",
      "40 Running",
    ]);
    expect(await got(serving, "36")).toBe("36_[3-4%2] Pending");
    expect(await got(serving, "36_4")).toBe("36_4 Pending");
    await serving.clock.advance(15_000);
    expect(await listed(serving)).toEqual([
      "36_1 Completed",
      "36_2 Failed",
      "36_3 Completed",
      "36_4 Running",
      "40 Running",
    ]);
    expect(await got(serving, "36")).toBe("36_4 Running");
    expect(await got(serving, "36_2")).toBe("36_2 Failed");
  });

  it("names its array in every record, and has its index in texts", async () => {
    const info = {
      JobName: "sweep",
      OutputLog: "/home/sweep_{index}.out",
      CreateTime: "2024-08-16T10:00:00",
    };
    const { client, clock } = await serveJobs({ 36: { ...sweep, info, secondsApart: 1 } });
    await clock.advance(100_000);
    const { jobs } = await client.listJobs(everything);
    expect(jobs[2]).toMatchObject({
      jobId: "36_3",
      jobName: "sweep",
      outputLog: "/home/sweep_3.out",
      arrayJobId: "36",
      arrayJobSubId: "3",
      arrayRequest: "1-4%2",
      submitTime: Date.UTC(2024, 7, 16, 10) / 1_000,
      startTime: Date.UTC(2024, 7, 16, 11, 0, 2) / 1_000,
    });
    const { job } = await client.getJob({ clusterId: "c", jobId: "36_3" });
    expect(job).toMatchObject({ jobId: "36_3", arrayJobId: "36", arrayJobSubId: "3", arrayRequest: "1-4%2" });
  });

  it("can give each task an ID of its own, and the array's to the last", async () => {
    const serving = await serveJobs({ 36: { ...sweep, taskIds: "own" } });
    expect(await listed(serving)).toEqual(["36 Pending"]);
    expect(await record(serving, "36_2")).toMatchObject({ jobId: "36", arrayJobSubId: "2" });
    await expect(got(serving, "38")).rejects.toMatchObject({ kind: "job-not-found" });
    await serving.clock.advance(12_000);
    expect(await listed(serving)).toEqual(["37 Running", "38 Failed", "39 Running", "36 Running"]);
    expect(await got(serving, "36")).toBe("36 Running");
    expect(await got(serving, "36_2")).toBe("38 Failed");
    expect(await got(serving, "38")).toBe("38 Failed");
  });

  it("can give all tasks the array's ID, as the sample of the API page does", async () => {
    const serving = await serveJobs({ "1.manager": { ...sweep, taskIds: "array" } });
    expect(await listed(serving)).toEqual(Array(4).fill("1.manager Pending"));
    await serving.clock.advance(12_000);
    const { jobs } = await serving.client.listJobs(everything);
    expect(jobs.map(({ jobId, arrayJobId, arrayJobSubId }) => [jobId, arrayJobId, arrayJobSubId])).toEqual(
      ["1", "2", "3", "4"].map((index) => ["1.manager", "1", index]),
    );
    expect(await got(serving, "1[2].manager")).toBe("1.manager Failed");
  });

  it("can have a record for each task from the beginning", async () => {
    const serving = await serveJobs({ 36: { ...sweep, oneRecordForWaiting: false } });
    expect(await listed(serving)).toEqual(["36_1 Pending", "36_2 Pending", "36_3 Pending", "36_4 Pending"]);
    expect(await got(serving, "36")).toBe("36_4 Pending");
  });

  it("keeps the record of a task that waits again", async () => {
    const requeued = [...failing, { at: 15, State: "Pending" }];
    const serving = await serveJobs({
      36: { ...sweep, tasks: { 2: { life: requeued }, 3: { life: [life[0] as Stage] } } },
    });
    await serving.clock.advance(15_000);
    expect(await listed(serving)).toEqual([
      "36_1 Running",
      "36_2 Pending",
      "36_[3%2] Pending",
      "36_4 Running",
    ]);
  });

  it("has a log for each task", async () => {
    const { client, clock } = await serveJobs({ 36: { ...sweep, stdout: "I am {index}\n" } });
    await clock.advance(12_000);
    const log = async (jobId: string) => {
      const { stdout, stderr } = await client.getJobLog({
        clusterId: "c",
        jobId,
        logType: "all",
        offset: 0,
        size: 99,
      });
      return `${stdout}${stderr}`;
    };
    expect(await log("36_2")).toBe("I am 2\nout of memory\n");
    expect(await log("36")).toBe("I am 4\n");
  });

  it("is forgotten task by task, and as a whole", async () => {
    const forgotten = [...life, { at: 30, gone: true }];
    const serving = await serveJobs({ 36: { arrayRequest: "1-3", life: forgotten, secondsApart: 5 } });
    await serving.clock.advance(36_000);
    expect(await listed(serving)).toEqual(["36_3 Completed"]);
    await expect(got(serving, "36_1")).rejects.toMatchObject({ kind: "job-not-found" });
    await serving.clock.advance(4_000);
    expect(await listed(serving)).toEqual([]);
    await expect(got(serving, "36")).rejects.toMatchObject({ kind: "job-not-found" });
  });
});

describe("an array of PBS", () => {
  it("has a record of its own, which begins with the first task and ends with the last", async () => {
    const serving = await serveJobs({
      "1[].manager": {
        arrayRequest: "1-2",
        info: { OutputLog: "/home/o.{index}" },
        life,
        secondsApart: 5,
        tasks: { 2: { life: failing } },
      },
    });
    expect(await listed(serving)).toEqual([
      "1[].manager Pending",
      "1[1].manager Pending",
      "1[2].manager Pending",
    ]);
    await serving.clock.advance(17_000);
    expect(await listed(serving)).toEqual(["1[].manager B", "1[1].manager Running", "1[2].manager Failed"]);
    await serving.clock.advance(3_000);
    expect(await got(serving, "1[].manager")).toBe("1[].manager Failed");
    expect(await got(serving, "1[2].manager")).toBe("1[2].manager Failed");
    const { jobs } = await serving.client.listJobs(everything);
    expect(jobs.map(({ outputLog, arrayJobId }) => [outputLog, arrayJobId])).toEqual([
      ["/home/o.^array_index^", null],
      ["/home/o.1", "1"],
      ["/home/o.2", "1"],
    ]);
  });
});

it("begins the lives of all tasks with the first read of one", async () => {
  const serving = await serve({
    lifeBegins: "first-read",
    clusters: { c: { jobs: { 36: { arrayRequest: "1-2", life } } } },
  });
  await serving.clock.advance(100_000);
  expect(await got(serving, "36_1")).toBe("36_1 Pending");
  await serving.clock.advance(10_000);
  expect(await got(serving, "36_2")).toBe("36_2 Running");
});

describe("a job with the ID of a task", () => {
  const replaced = { info: { State: "Failed" } };

  it.each(["36_2", "38"])("replaces it, if its ID is %s", async (jobId) => {
    const serving = await serveJobs({
      [jobId]: replaced,
      36: { arrayRequest: "1-3", taskIds: "own", info: { State: "Running" } },
    });
    expect(await listed(serving)).toEqual(["37 Running", "38 Failed", "36 Running"]);
    expect(await record(serving, jobId)).toMatchObject({
      arrayJobId: "36",
      arrayJobSubId: "2",
    });
  });

  it("replaces it while the emulator runs, until the array is replaced", async () => {
    const array = { arrayRequest: "1-2", info: { State: "Running" } };
    const serving = await serveJobs({ 36: array });
    const { emulator } = serving;
    emulator.setJob("c", "36_1", replaced);
    expect(await listed(serving)).toEqual(["36_1 Failed", "36_2 Running"]);
    emulator.removeJob("c", "36_1");
    expect(await listed(serving)).toEqual(["36_2 Running"]);
    emulator.setJob("c", "36", array);
    expect(await listed(serving)).toEqual(["36_1 Running", "36_2 Running"]);
    emulator.removeJob("c", "36");
    expect(await listed(serving)).toEqual([]);
    emulator.setJob("c", "36_1", replaced);
    expect(await listed(serving)).toEqual(["36_1 Failed"]);
    expect((await record(serving, "36_1")).arrayJobId).toBeNull();
    emulator.setJob("c", "36", { info: { State: "Completed" } });
    expect(await listed(serving)).toEqual(["36_1 Failed", "36 Completed"]);
  });
});

it("has the troubles of the array and of its tasks", async () => {
  const serving = await serveJobs({
    36: {
      arrayRequest: "1-2",
      info: { State: "Running" },
      error: { code: "AgentError", times: 1 },
      tasks: { 2: { error: { code: "DbError" } } },
    },
  });
  const code = (jobId: string) => got(serving, jobId).catch((error) => error.code);
  expect(await Promise.all(["36", "36_1", "36_2", "36"].map(code))).toEqual([
    "AgentError",
    "AgentError",
    "DbError",
    "36_2 Running",
  ]);
});
