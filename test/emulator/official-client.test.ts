import OpenApiClient, { $OpenApiUtil, OpenApiUtil } from "@alicloud/openapi-core";
import { API_VERSION } from "../../src/ehpc/api/api-version";
import type { Client } from "../../src/ehpc/api/client";
import { createClient } from "../../src/ehpc/api/create-client";
import { staticCredentials } from "../../src/ehpc/api/credentials";
import { type Emulator, startEmulator } from "../../src/emulator/emulator";

const CLUSTER = "ehpc-hz-FYUr32abcd";
const info = {
  JobName: "train [ä] 训练",
  State: "Running",
  JobQueue: "workq",
  Priority: "0",
  CommandLine: "sh -c 'a b*c~' && echo $X",
  OutputLog: "/home/train.o1",
  Variables: [{ Name: "A", Value: "1 2" }],
};

let emulator: Emulator;
let ours: Client;

beforeAll(async () => {
  const jobs = {
    "1[3].manager": { info, stdout: "epoch 1 ä\n", stderr: "warning 训\n" },
    "2.manager": { info: { ...info, State: "Completed" } },
  };
  emulator = await startEmulator({ scenario: { clusters: { [CLUSTER]: { jobs } } } });
  const { endpoint, accessKeyId, accessKeySecret } = emulator;
  ours = createClient({ endpoint, credentials: staticCredentials({ accessKeyId, accessKeySecret }) });
});

afterAll(async () => {
  ours.close();
  await emulator.close();
});

/** The key of an official client. */
interface Key {
  accessKeyId: string;
  accessKeySecret: string;
  securityToken?: string;
}

/** A call by the SDK's generic client, as the SDK of E-HPC makes it: POST, parameters in the query, no body. */
async function official(
  action: string,
  query: Record<string, unknown>,
  key: Key = emulator,
): Promise<Record<string, unknown>> {
  const { accessKeyId, accessKeySecret, securityToken } = key;
  const client = new OpenApiClient(
    new $OpenApiUtil.Config({
      accessKeyId,
      accessKeySecret,
      ...(securityToken !== undefined && { securityToken, type: "sts" }),
      protocol: "HTTP",
      endpoint: emulator.endpoint.slice("http://".length),
      noProxy: "127.0.0.1",
    }),
  );
  const params = new $OpenApiUtil.Params({
    action,
    version: API_VERSION,
    protocol: "HTTP",
    pathname: "/",
    method: "POST",
    authType: "AK",
    style: "RPC",
    reqBodyType: "formData",
    bodyType: "json",
  });
  const request = new $OpenApiUtil.OpenApiRequest({ query: OpenApiUtil.query(query) });
  const answer = await client.callApi(params, request, {} as Parameters<typeof client.callApi>[2]);
  return answer.body;
}

describe("the official SDK's generic client is answered as ours is", () => {
  test("GetJob", async () => {
    const body = await official("GetJob", { ClusterId: CLUSTER, JobId: "1[3].manager" });
    expect(body.JobInfo).toMatchObject(info);
    const { job } = await ours.getJob({ clusterId: CLUSTER, jobId: "1[3].manager" });
    const { JobId, JobName, State, JobQueue, CommandLine, OutputLog } = body.JobInfo as typeof info & {
      JobId: string;
    };
    expect([JobId, JobName, State, JobQueue, CommandLine, OutputLog]).toEqual([
      job.jobId,
      job.jobName,
      job.state,
      job.jobQueue,
      job.commandLine,
      job.outputLog,
    ]);
    expect(body.RequestId).toEqual(expect.any(String));
  });

  test("ListJobs, with a filter that is sent as JSON", async () => {
    const body = await official("ListJobs", {
      ClusterId: CLUSTER,
      PageNumber: "1",
      PageSize: "50",
      JobFilter: JSON.stringify({ JobStatus: "notfinish", JobName: "[ä] 训" }),
    });
    const page = await ours.listJobs({
      clusterId: CLUSTER,
      status: "unfinished",
      jobName: "[ä] 训",
      pageNumber: 1,
      pageSize: 50,
    });
    const jobs = body.Jobs as { JobName: string; JobSpec: { Id: string; State: string } }[];
    expect(jobs.map(({ JobName, JobSpec }) => [JobSpec.Id, JobName, JobSpec.State])).toEqual([
      ["1[3].manager", info.JobName, "Running"],
    ]);
    expect(page.jobs.map(({ jobId, jobName, state }) => [jobId, jobName, state])).toEqual([
      ["1[3].manager", info.JobName, "Running"],
    ]);
    expect(body.TotalCount).toBe(page.totalCount);
  });

  test("ListJobs, with the empty Diagnosis that the SDK for Python puts into every filter", async () => {
    const body = await official("ListJobs", {
      ClusterId: CLUSTER,
      JobFilter: JSON.stringify({ Diagnosis: [], JobStatus: "finished" }),
    });
    expect(body.Jobs).toMatchObject([{ JobSpec: { Id: "2.manager" } }]);
  });

  test("GetJobLog", async () => {
    const body = await official("GetJobLog", { ClusterId: CLUSTER, JobId: "1[3].manager", LogType: "all" });
    const log = await ours.getJobLog({
      clusterId: CLUSTER,
      jobId: "1[3].manager",
      logType: "all",
      offset: 0,
      size: 10_240,
    });
    const text = (name: string) => Buffer.from(String(body[name]), "base64").toString("utf8");
    expect([text("StdoutLog"), text("StderrLog")]).toEqual(["epoch 1 ä\n", "warning 训\n"]);
    expect([log.stdout.toString(), log.stderr.toString()]).toEqual(["epoch 1 ä\n", "warning 训\n"]);
  });

  test("with temporary credentials", async () => {
    const key = emulator.issueCredentials({ lifetimeSeconds: 900 });
    const body = await official("GetJob", { ClusterId: CLUSTER, JobId: "2.manager" }, key);
    expect(body.JobInfo).toMatchObject({ State: "Completed" });
  });

  test("with a wrong secret", async () => {
    const key = { accessKeyId: emulator.accessKeyId, accessKeySecret: "wrong" };
    await expect(official("GetJob", { ClusterId: CLUSTER, JobId: "2.manager" }, key)).rejects.toMatchObject({
      code: "SignatureDoesNotMatch",
    });
  });
});
