import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import { getJobSample } from "../../src/emulator/scenario/getjob-sample";
import type { Json } from "../../src/emulator/scenario/scenario";
import { CLUSTER, configuration, emulatorEnv, lookup } from "../support/configuration";
import { Workspace } from "../support/workspace";

let emulator: Emulator;
let workspace: Workspace;

beforeAll(async () => {
  emulator = await startEmulator();
  workspace = new Workspace(
    {
      "main.tf": configuration(
        lookup("job", "1.manager"),
        'output "job" {\n value = data.ehpc_job.job\n sensitive = true\n }',
      ),
    },
    emulatorEnv(emulator),
  );
  await workspace.init();
  await workspace.attach();
});

afterAll(async () => {
  await emulator.close();
  workspace.remove();
});

/** What the lookup gives as Terraform prints it, numbers as they are written. */
async function printed(): Promise<string> {
  await workspace.succeed("apply", "-auto-approve");
  return (await workspace.succeed("output", "-json", "job")).stdout;
}

async function resultsOf(info: Readonly<Record<string, Json>>): Promise<Record<string, unknown>> {
  emulator.setJob(CLUSTER, "1.manager", { info });
  return JSON.parse(await printed());
}

test("the sample response of the GetJob page is read through", async () => {
  emulator.update(getJobSample);
  const given = Object.entries(JSON.parse(await printed())).filter(([, value]) => value !== null);
  expect(Object.fromEntries(given)).toEqual({
    cluster_id: CLUSTER,
    job_id: "1.manager",
    id: `${CLUSTER}:1.manager`,
    found: true,
    request_id: "04F0****-1335-****-A1D7-6C044FE7****",
    job_name: "testJob",
    run_as_user: "testuser",
    state: "Running",
    phase: "running",
    finished: false,
    succeeded: false,
    may_restart: false,
    job_queue: "workq",
    priority: 0,
    create_time: "2024-08-16T10:52:48",
    start_time: "2024-08-16T10:52:48",
    last_modify_time: "2024-08-16T10:52:48",
    command_line: "/home/huangsf/ehpc/job_meta.pbs",
    output_log: "/home/xxx/STDIN.o1",
    error_log: "/home/xxx/STDIN.e1",
    node_list: "compute000",
    node_names: ["compute000"],
    array_request: "1-5:2",
    array_indices: [1, 3, 5],
    array_job_id: "1",
    array_job_sub_id: "3",
    array_summary: "1 of 3 tasks not ended, 2 not listed; task 1[3].manager: Running",
    resources: { nodes: 1, cores: 2, memory: "1gb", gpus: 1 },
    resources_used: { nodes: 2, cores: 2, memory: "512mb" },
    variables: { ProxyIP: "10.x.x.x" },
    extra_info: "{}",
  });
});

test("notations are taken apart, and numbers are accepted as text", async () => {
  expect(
    await resultsOf({
      State: "RUNNING",
      NodeList: "compute[002,005-007],gpu1",
      ArrayRequest: "2-7:2",
      Priority: "100",
      Resources: { Nodes: "4", Cores: "16", Memory: "64gb", Gpus: "" },
    }),
  ).toMatchObject({
    node_names: ["compute002", "compute005", "compute006", "compute007", "gpu1"],
    array_indices: [2, 4, 6],
    priority: 100,
    resources: { nodes: 4, cores: 16, memory: "64gb", gpus: null },
  });
});

test("what is empty, absent or cannot be taken apart is null, and the lookup succeeds", async () => {
  const results = await resultsOf({
    State: "Pending",
    NodeList: "n[0-999999999]",
    ArrayRequest: "every second one",
    StartTime: "",
    Priority: "high",
    Resources: {},
  });
  expect(results).toMatchObject({
    node_list: "n[0-999999999]",
    node_names: null,
    array_request: "every second one",
    array_indices: null,
    start_time: null,
    output_log: null,
    priority: null,
    resources: { nodes: null, cores: null, memory: null, gpus: null },
    resources_used: null,
    variables: null,
    extra_info: null,
  });
});

test("big numbers keep all their digits", async () => {
  const response = `{
    "RequestId": "R", "Success": true,
    "JobInfo": {
      "JobId": "1.manager", "State": "Running", "Priority": 4294967295,
      "ArrayJobId": 9007199254740993, "ArrayJobSubId": "18446744073709551617",
      "ExtraInfo": { "Bytes": 9007199254740993, "Load": 0.10000000000000000001 }
    }
  }`;
  emulator.setJob(CLUSTER, "1.manager", { response });
  const text = await printed();
  expect(text).toMatch(/"priority":\s*4294967295\b/);
  expect(JSON.parse(text)).toMatchObject({
    array_job_id: "9007199254740993",
    array_job_sub_id: "18446744073709551617",
    extra_info: '{"Bytes":9007199254740993,"Load":0.10000000000000000001}',
  });
});

test("text of any kind survives", async () => {
  const texts = {
    JobName: `größe 🚀 \${x} %{if}`,
    CommandLine: 'echo "a\\b"\nline two\t<&>',
    JobQueue: "wörk q",
  };
  expect(await resultsOf({ State: "Running", ...texts })).toMatchObject({
    job_name: texts.JobName,
    command_line: texts.CommandLine,
    job_queue: texts.JobQueue,
  });
});
