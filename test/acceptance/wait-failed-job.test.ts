import type { ScenarioJob } from "../../src/emulator/scenario/scenario";
import { CLUSTER, completion } from "../support/configuration";
import { errorAt, shownDiagnostics } from "../support/shown-diagnostics";
import { WaitWorkspace } from "../support/wait-workspace";

const LINES = Array.from({ length: 25 }, (_, index) => `line ${index + 1} of 25`);

const FAILED: ScenarioJob = {
  info: {
    JobQueue: "gpu",
    NodeList: "compute[002-003]",
    CreateTime: "2024-08-16T10:52:48",
    StartTime: "2024-08-16T10:53:01",
    LastModifyTime: "2024-08-16T11:00:00",
    ErrorLog: "/home/train.e1",
  },
};

let waiting: WaitWorkspace;

beforeAll(async () => {
  waiting = await WaitWorkspace.create({ attached: true });
  waiting.configure(completion("train", "1.manager", 'timeout = "10m"'));
});

afterAll(() => waiting.close());

const failure = async () => errorAt("ehpc_job_completion.train", await waiting.failingApply());

test("the diagnostic holds all that helps to find the cause, and the end of the standard error", async () => {
  waiting.jobIs("1.manager", "Failed", { ...FAILED, stderr: `${LINES.join("\n")}\n` });
  const { summary, detail } = await failure();
  expect(summary).toBe("Job Failed");
  for (const fact of [
    `Job "1.manager" of cluster "${CLUSTER}" has failed`,
    "state: Failed",
    "queue: gpu",
    "nodes: compute[002-003]",
    "submitted: 2024-08-16T10:52:48",
    "started: 2024-08-16T10:53:01",
    "last changed: 2024-08-16T11:00:00",
    "error log on the cluster: /home/train.e1",
    "request ID: ",
    `Last lines of its standard error:\n${LINES.slice(-20).join(" ")}`,
  ]) {
    expect(detail).toContain(fact);
  }
  expect(detail).not.toContain("line 5 of 25");
});

test("a job that is cancelled while it is waited for has failed", async () => {
  waiting.jobIs("1.manager", "Running");
  const apply = await waiting.applyWaitingFor("1.manager");
  waiting.jobIs("1.manager", "CANCELLED by 1000");
  const { status, text } = await apply.finished;
  expect(status).toBe(1);
  expect(text).toContain("Error: Job Failed");
  expect(text).toContain("state: CANCELLED by 1000");
  expect(await waiting.addresses()).toEqual([]);
});

test("what the job wrote for a terminal does nothing to the user's", async () => {
  waiting.jobIs("1.manager", "Failed", {
    info: { JobQueue: "\u001b]0;queue title\u0007gpu", ErrorLog: "/home/\u001b[2Jtrain.e1" },
    stderr:
      "\u001b[31mred\u001b[0m \u001b]0;log title\u0007bell\u0007\u009b2Jcleared\u202e\n10 %\r50 %\r100 %\n",
  });
  const output = await waiting.failingApply("-no-color");
  const printed = output.stdout + output.stderr;
  expect(printed).toMatch(/ {2}red bellcleared\n *100 %\n/);
  expect(printed).toContain("queue: gpu");
  expect(printed).toContain("error log on the cluster: /home/train.e1\n");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: this is what must not be there.
  expect(printed).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
});

test.each<[string, ScenarioJob, boolean]>([
  ["the cluster has no logs", {}, false],
  ["the service refuses them", { error: { code: "Forbidden.RAM", operation: "GetJobLog" } }, true],
  ["the log is empty", { stderr: "" }, true],
])("nothing is said of the standard error where %s", async (_, more, logsAvailable) => {
  const job = { ...FAILED, ...more, info: { ...FAILED.info, State: "Failed" } };
  waiting.emulator.update({ clusters: { [CLUSTER]: { logsAvailable, jobs: { "1.manager": job } } } });
  const output = await waiting.failingApply();
  const { detail } = errorAt("ehpc_job_completion.train", output);
  expect(detail).toContain("error log on the cluster: /home/train.e1");
  expect(detail).not.toContain("standard error");
  expect(shownDiagnostics(output)).toHaveLength(1);
});

test("what the service does not tell is left out", async () => {
  waiting.emulator.update({
    clusters: { [CLUSTER]: { jobs: { "1.manager": { info: { State: "Failed" } } } } },
  });
  const { detail } = await failure();
  expect(detail).toMatch(/state: Failed request ID: \S+\n/);
  expect(detail).not.toContain("null");
});

test('until = "finished" takes a failure for an end, and remembers it', async () => {
  waiting.configure(completion("train", "1.manager", 'until = "finished"'));
  waiting.jobIs("1.manager", "Running");
  const apply = await waiting.applyWaitingFor("1.manager");
  waiting.jobIs("1.manager", "Failed");
  expect(await apply.finished).toMatchObject({ status: 0 });
  expect(await waiting.attributesOf("ehpc_job_completion.train")).toMatchObject({
    state: "Failed",
    finished: true,
    succeeded: false,
  });
  waiting.emulator.removeJob(CLUSTER, "1.manager");
  await waiting.planChangesNothing();
});
