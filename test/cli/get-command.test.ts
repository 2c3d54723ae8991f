import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import { getJobSample } from "../../src/emulator/scenario/getjob-sample";
import { jobArguments, jobResults } from "../../src/provider/job/job-schema";
import { CLUSTER, emulatorEnv } from "../support/configuration";
import { createTerminal, type RecordedTerminal, runIn } from "./terminal";

const JOB = "1.manager";

let emulator: Emulator;
let terminal: RecordedTerminal;

beforeEach(async () => {
  emulator = await startEmulator({ scenario: getJobSample });
  terminal = createTerminal(emulatorEnv(emulator));
});
afterEach(async () => {
  terminal.remove();
  await emulator.close();
});

function get(...args: string[]): Promise<number> {
  return runIn(terminal, "get", "--cluster", CLUSTER, "--job", JOB, ...args);
}

it("prints a job as a table of two columns, the names of variables without their values", async () => {
  expect(await get()).toBe(0);
  expect(terminal.written.note).toBe("");
  expect(terminal.written.out).toBe(
    [
      "id                ehpc-hz-FYUr32abcd:1.manager",
      "cluster_id        ehpc-hz-FYUr32abcd",
      "job_id            1.manager",
      "request_id        04F0****-1335-****-A1D7-6C044FE7****",
      "job_name          testJob",
      "run_as_user       testuser",
      "state             Running",
      "phase             running",
      "finished          false",
      "succeeded         false",
      "may_restart       false",
      "job_queue         workq",
      "priority          0",
      "create_time       2024-08-16T10:52:48",
      "start_time        2024-08-16T10:52:48",
      "last_modify_time  2024-08-16T10:52:48",
      "command_line      /home/huangsf/ehpc/job_meta.pbs",
      "output_log        /home/xxx/STDIN.o1",
      "error_log         /home/xxx/STDIN.e1",
      "node_list         compute000",
      "node_names        compute000",
      "array_request     1-5:2",
      "array_indices     1, 3, 5",
      "array_job_id      1",
      "array_job_sub_id  3",
      "array_summary     1 of 3 tasks not ended, 2 not listed; task 1[3].manager: Running",
      "resources         nodes=1",
      "                  cores=2",
      "                  memory=1gb",
      "                  gpus=1",
      "resources_used    nodes=2",
      "                  cores=2",
      "                  memory=512mb",
      "variables         ProxyIP=(hidden)",
      "extra_info        {}",
      "",
    ].join("\n"),
  );
});

it("shows the values of variables with --show-variables", async () => {
  expect(await get("--show-variables")).toBe(0);
  expect(terminal.written.out).toContain("variables         ProxyIP=10.x.x.x\n");
});

describe("with --json", () => {
  it("prints one object with the attribute names of the provider's schema", async () => {
    expect(await get("--json")).toBe(0);
    const told = JSON.parse(terminal.written.out);
    const { success_states, failure_states, ...identity } = jobArguments;
    const { found, ...results } = jobResults;
    expect(Object.keys(told).sort()).toEqual(Object.keys({ ...identity, ...results }).sort());
    expect(told).toMatchObject({ phase: "running", priority: 0, array_indices: [1, 3, 5] });
    expect(told.variables).toEqual({ ProxyIP: "(hidden)" });
  });

  it("prints nothing when the job does not exist", async () => {
    expect(await runIn(terminal, "get", "--cluster", CLUSTER, "--job", "2", "--json")).toBe(4);
    expect(terminal.written.out).toBe("");
    expect(terminal.written.note).toContain("Could not read job 2");
  });
});

it("gives a terminal nothing to obey", async () => {
  emulator.setJob(CLUSTER, JOB, {
    info: {
      State: "\u001b[31mRunning",
      CommandLine: "one\n\u001b[2Jtwo",
      Variables: [{ Name: "A\u009b2J", Value: "\u0007" }],
    },
  });
  expect(await get("--show-variables")).toBe(0);
  expect(terminal.written.out).not.toMatch(/[^\P{Cc}\n]/u);
  expect(terminal.written.out).toContain("state             Running (with invisible characters)\n");
  expect(terminal.written.out).toContain("command_line      one\n                  two\n");
  expect(terminal.written.out).toContain("variables         A=-\n");
});

it("classifies states by --success-state and --failure-state", async () => {
  emulator.setJob(CLUSTER, JOB, { info: { State: "Running" } });
  expect(await get("--json", "--success-state", "running")).toBe(0);
  expect(JSON.parse(terminal.written.out)).toMatchObject({ phase: "succeeded", succeeded: true });
});

it("describes an array as a whole", async () => {
  const task = (index: number, State: string) => ({
    ArrayJobId: "36",
    ArrayJobSubId: index,
    ArrayRequest: "1-3",
    State,
  });
  emulator.setJob(CLUSTER, "36", { info: task(3, "Completed") });
  emulator.setJob(CLUSTER, "37", { info: task(1, "Completed") });
  emulator.setJob(CLUSTER, "38", { info: task(2, "Running") });
  const array = ["get", "--cluster", CLUSTER, "--job", "36", "--json"];
  expect(await runIn(terminal, ...array)).toBe(0);
  expect(JSON.parse(terminal.written.out)).toMatchObject({
    job_id: "36",
    phase: "running",
    finished: false,
    array_job_sub_id: "2",
    array_summary: "1 of 3 tasks not ended, 2 succeeded; task 36_2: Running",
  });
  // Its state counts as a good end, but tasks may be missing still.
  emulator.removeJob(CLUSTER, "37");
  terminal.written.out = "";
  expect(await runIn(terminal, ...array, "--success-state", "running")).toBe(0);
  expect(JSON.parse(terminal.written.out)).toMatchObject({ phase: "unknown", succeeded: false, state: null });
});

it("ends with 5 when some tasks of an array are not known, and says how to name one", async () => {
  const info = { ArrayJobId: "36", ArrayJobSubId: 3, ArrayRequest: "1-3", State: "Completed" };
  emulator.setJob(CLUSTER, "36", { info });
  expect(await runIn(terminal, "get", "--cluster", CLUSTER, "--job", "36")).toBe(5);
  expect(terminal.written.out).toBe("");
  expect(terminal.written.note).toContain("Job 36 is an array, and its ID means all its tasks.");
  expect(terminal.written.note).toContain("1 of 3 tasks succeeded, 2 not listed.");
  expect(terminal.written.note).toContain("To read a single task, use its ID, such as 36_3.");
});

describe("ends with", () => {
  it("0 for a job that has failed: it is printed", async () => {
    emulator.setJob(CLUSTER, JOB, { info: { State: "Failed" } });
    expect(await get()).toBe(0);
  });

  it("2 where the configuration cannot be used", async () => {
    expect(await get("--endpoint", "ftp://x")).toBe(2);
    expect(terminal.written.note).toContain("Correct --endpoint.");
  });

  it("5 for an endpoint that is not E-HPC", async () => {
    emulator.setJob(CLUSTER, JOB, { fault: { kind: "html" } });
    expect(await get()).toBe(5);
  });

  it("130 on Ctrl-C", async () => {
    emulator.setJob(CLUSTER, JOB, { fault: { kind: "slow", seconds: 3_600 } });
    const ended = get();
    while (emulator.calls.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    terminal.interrupt();
    expect(await ended).toBe(130);
    expect(terminal.written.note).toBe("Interrupted.\n");
  });
});
