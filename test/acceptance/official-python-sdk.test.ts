import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { Secret } from "../../src/base/secret";
import type { JobRequest } from "../../src/ehpc/api/client";
import { createClient } from "../../src/ehpc/api/create-client";
import { staticCredentials } from "../../src/ehpc/api/credentials";
import { startEmulator } from "../../src/emulator/emulator";

const SDK = "alibabacloud-ehpc20240730==2.4.0";
const CLUSTER = "ehpc-hz-FYUr32abcd";

/** Makes each call of its input by the official SDK, and prints what it gets. */
const SCRIPT = `
import json, sys
from alibabacloud_ehpc20240730 import models
from alibabacloud_ehpc20240730.client import Client
from alibabacloud_tea_openapi.models import Config

task = json.load(sys.stdin)
client = Client(Config(access_key_id=task["id"], access_key_secret=task["secret"], endpoint=task["host"], protocol="http"))
calls = {
    "CreateJob": (client.create_job, models.CreateJobRequest),
    "StopJobs": (client.stop_jobs, models.StopJobsRequest),
    "GetJob": (client.get_job, models.GetJobRequest),
    "ListJobs": (client.list_jobs, models.ListJobsRequest),
}
answers = []
for name, parameters in task["calls"]:
    call, request = calls[name]
    answers.append(call(request().from_map(parameters)).body.to_map())
print(json.dumps(answers))
`;

const folder = mkdtempSync(join(tmpdir(), "python-sdk-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const environment = { ...process.env, PYTHONPATH: folder, NO_PROXY: "127.0.0.1", no_proxy: "127.0.0.1" };
const sdk = findSdk();
/** `null` if the SDK can be used; else why not. */
function findSdk(): string | null {
  const version = ["-c", "import importlib.metadata as m; print(m.version('alibabacloud-ehpc20240730'))"];
  const found = spawnSync("python3", version, { env: environment, encoding: "utf8" });
  if (found.error) {
    return "this machine has no python3";
  }
  if (found.stdout.trim() === SDK.split("==")[1]) {
    return null;
  }
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", folder, SDK];
  const installed = spawnSync("python3", pip, { env: environment, encoding: "utf8", timeout: 300_000 });
  return installed.status === 0 ? null : "pip cannot install the SDK";
}

type Call = readonly [operation: string, parameters: object];

interface Place {
  host: string;
  id: string;
  secret: string;
}

async function official(place: Place, calls: readonly Call[]): Promise<Record<string, unknown>[]> {
  const script = join(folder, "calls.py");
  writeFileSync(script, SCRIPT);
  const running = promisify(execFile)("python3", [script], { env: environment, maxBuffer: 64 * 1024 ** 2 });
  running.child.stdin?.end(JSON.stringify({ ...place, calls }));
  return JSON.parse((await running).stdout);
}

const text = fc.oneof(fc.string({ minLength: 1 }), fc.string({ unit: "grapheme", minLength: 1 }));
const filled = text.filter((one) => one.trim() !== "");

const requests = fc.record(
  {
    clusterId: fc.constant(CLUSTER),
    jobName: filled,
    commandLine: filled,
    jobQueue: text,
    runAsUser: text,
    runAsUserPassword: text.map((one) => new Secret(one)),
    priority: fc.integer({ min: 0, max: 9 }),
    stdoutPath: text,
    stderrPath: text,
    arrayRequest: fc.constantFrom("1-5:2", "1-3"),
    variables: fc.dictionary(fc.stringMatching(/^[A-Z]{1,5}$/), text, { minKeys: 1 }),
    wallTimeSeconds: fc.integer({ min: 1, max: 500_000 }),
    postCommandLine: text,
    resources: fc.record(
      { nodes: fc.nat(9), cores: fc.nat(9), gpus: fc.nat(9), memory: fc.constantFrom("1gb", "512 MB") },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ["clusterId", "jobName", "commandLine"] },
) as fc.Arbitrary<JobRequest>;

/** The parameters of CreateJob as a user of the SDK gives them. */
function parametersOf(request: JobRequest): object {
  const { wallTimeSeconds = 0, variables, resources } = request;
  const parts = [wallTimeSeconds / 3_600, (wallTimeSeconds / 60) % 60, wallTimeSeconds % 60];
  const wallTime = parts.map((part) => String(Math.floor(part)).padStart(2, "0")).join(":");
  return {
    ClusterId: request.clusterId,
    JobName: request.jobName,
    JobSpec: {
      CommandLine: request.commandLine,
      RunasUser: request.runAsUser,
      RunasUserPassword: request.runAsUserPassword?.reveal(),
      JobQueue: request.jobQueue,
      Priority: request.priority === undefined ? undefined : String(request.priority),
      StdoutPath: request.stdoutPath,
      StderrPath: request.stderrPath,
      ArrayRequest: request.arrayRequest,
      Variables:
        variables && JSON.stringify(Object.entries(variables).map(([Name, Value]) => ({ Name, Value }))),
      WallTime: request.wallTimeSeconds === undefined ? undefined : wallTime,
      PostCmdLine: request.postCommandLine,
      Resources: resources && {
        Nodes: resources.nodes,
        Cores: resources.cores,
        Gpus: resources.gpus,
        Memory: resources.memory,
      },
    },
  };
}

/** A request as it arrived: what both clients must send alike. The SDK writes a blank as + and signs it as %20. */
function compared({ method, url, headers }: { method?: string; url?: string; headers: IncomingHttpHeaders }) {
  const names = ["host", "x-acs-action", "x-acs-version", "x-acs-content-sha256", "accept", "content-length"];
  return [method, url?.replaceAll("+", "%20"), ...names.map((name) => headers[name])];
}

/** What a call leaves at a server that gives every caller the same answer. */
async function received(call: (place: Place) => Promise<unknown>): Promise<unknown[][]> {
  const seen: unknown[][] = [];
  const server = createServer((request, response) => {
    seen.push(compared(request));
    response.setHeader("content-type", "application/json");
    response.end('{"RequestId":"R-1","JobId":"1","JobInfo":{"JobId":"1[3].manager"},"Success":"true"}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  try {
    await call({ host: `127.0.0.1:${port}`, id: "AK", secret: "SK" });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  return seen.map(([method, url, host, ...others]) => [method, url, host === `127.0.0.1:${port}`, ...others]);
}

function ours({ host, id, secret }: Place) {
  const credentials = staticCredentials({ accessKeyId: id, accessKeySecret: secret });
  return createClient({ endpoint: `http://${host}`, credentials });
}

if (sdk !== null) {
  test(`NOT TESTED: the official SDK for Python, because ${sdk}`, () => {});
} else {
  test("our requests are the SDK's, byte for byte", async () => {
    const submitted = fc.sample(requests, { numRuns: 200, seed: 20_261_130 });
    const job = { ClusterId: CLUSTER, JobId: "1[3].manager" };
    const JobIds = ["1", "2[].manager", 'a "b"'];
    const theirs = await received((place) =>
      official(place, [
        ...submitted.map((request): Call => ["CreateJob", parametersOf(request)]),
        ["StopJobs", { ClusterId: CLUSTER, JobIds }],
        ["GetJob", job],
      ]),
    );
    const own = await received(async (place) => {
      const client = ours(place);
      for (const request of submitted) {
        await client.createJob(request);
      }
      await client.stopJobs({ clusterId: CLUSTER, jobIds: JobIds });
      await client.getJob({ clusterId: job.ClusterId, jobId: job.JobId });
      client.close();
    });
    expect(own).toHaveLength(202);
    expect(own).toEqual(theirs);
  });

  test("the SDK submits, reads, lists and stops a job at the emulator", async () => {
    const emulator = await startEmulator({
      scenario: { clusters: { [CLUSTER]: { submitted: { from: 10 } } } },
    });
    const { endpoint, accessKeyId: id, accessKeySecret: secret } = emulator;
    const Variables = '[{"Name":"EHPC_SUBMISSION_TOKEN","Value":"m"}]';
    const JobSpec = { CommandLine: "-- /bin/true", RunasUserPassword: "pass-word", Variables };
    const job = { ClusterId: CLUSTER, JobId: "10" };
    try {
      const answers = await official({ host: endpoint.slice("http://".length), id, secret }, [
        ["CreateJob", { ClusterId: CLUSTER, JobName: "train [ä]", JobSpec }],
        ["GetJob", job],
        ["StopJobs", { ClusterId: CLUSTER, JobIds: ["10"] }],
        ["ListJobs", { ClusterId: CLUSTER, JobFilter: { JobName: "train" } }],
      ]);
      expect(answers).toMatchObject([
        { JobId: "Submitted batch job 10\\n", Success: "true" },
        {
          JobInfo: {
            JobId: "10",
            JobName: "train [ä]",
            Variables: [{ Name: "EHPC_SUBMISSION_TOKEN", Value: "m" }],
          },
        },
        { Success: "true" },
        { TotalCount: 1, Jobs: [{ JobName: "train [ä]", JobSpec: { Id: "10", State: "CANCELLED" } }] },
      ]);
      expect(emulator.submissions).toMatchObject([{ jobId: "10", marker: "m" }]);
    } finally {
      await emulator.close();
    }
  });
}
