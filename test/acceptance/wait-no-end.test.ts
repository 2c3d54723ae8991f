import { behind, CLUSTER, completion, TIME_FOR_A_LOOK } from "../support/configuration";
import { errorAt } from "../support/shown-diagnostics";
import { WaitWorkspace } from "../support/wait-workspace";

let waiting: WaitWorkspace;

beforeAll(async () => {
  waiting = await WaitWorkspace.create({ attached: true });
});

beforeEach(() => waiting.emulator.update({ clusters: { [CLUSTER]: {} } }));

afterAll(() => waiting.close());

test("a job that never starts is given up: its state, how long it has been so, and how to continue", async () => {
  waiting.configure(completion("train", "1.manager", `timeout = "${TIME_FOR_A_LOOK}"`), behind("train"));
  waiting.jobIs("1.manager", "Pending");
  const shown = errorAt("ehpc_job_completion.train", await waiting.failingApply());
  expect(shown.summary).toBe("Job Wait Timed Out");
  expect(shown.detail).toContain(
    `Job "1.manager" of cluster "${CLUSTER}" has not succeeded within ${TIME_FOR_A_LOOK}.`,
  );
  expect(shown.detail).toMatch(
    /Its state is Pending \(phase pending\)\. This run has seen that state for \d+s\./,
  );
  expect(shown.detail).toContain('Run Terraform again to continue the wait, or raise "timeout".');
  expect(await waiting.addresses()).toEqual([]);
});

test("a later apply waits again, and finds the job completed", async () => {
  waiting.configure(completion("train", "1.manager", `timeout = "${TIME_FOR_A_LOOK}"`), behind("train"));
  waiting.jobIs("1.manager", "Running");
  await waiting.failingApply();
  waiting.jobIs("1.manager", "Completed");
  expect((await waiting.apply()).stdout).toContain("2 added, 0 changed, 0 destroyed");
  await waiting.workspace.succeed("destroy", "-auto-approve");
});

test("a state that nobody knows is waited on, and shown when the time is over", async () => {
  waiting.configure(completion("train", "1.manager", `timeout = "${TIME_FOR_A_LOOK}"`));
  waiting.jobIs("1.manager", "Sleeping\u001b[2J");
  const { stdout, stderr } = await waiting.failingApply("-no-color");
  expect((stdout + stderr).replace(/\s+/g, " ")).toContain(
    "Its state is Sleeping (with invisible characters) (phase unknown)",
  );
});

test("a service that never responds is reported when the wait times out", async () => {
  waiting.configure(completion("train", "1.manager", `timeout = "${TIME_FOR_A_LOOK}"`));
  waiting.jobIs("1.manager", "Running", { error: { code: "ServiceUnavailable" } });
  const { summary, detail } = errorAt("ehpc_job_completion.train", await waiting.failingApply());
  expect(summary).toBe("Job Wait Timed Out");
  expect(detail).toContain("It was never seen.");
  expect(detail).toContain("The last attempt to read it failed:");
  expect(detail).toContain("ServiceUnavailable");
  expect(detail).not.toContain("Its state is");
});

test("a job that vanishes ends the wait when looks agree, in whichever ways the service says so, and so does one that never was", async () => {
  waiting.configure(
    completion("train", "1.manager", 'interval = "1s"'),
    behind("train"),
    completion("lost", "404.manager", 'interval = "1s"'),
  );
  const missing = (missingJob: "invalid-params" | "agent-error" | "empty-job-info") =>
    waiting.emulator.update({ missingJob, clusters: { [CLUSTER]: {} } });
  missing("invalid-params");
  waiting.jobIs("1.manager", "Running");
  const apply = await waiting.applyWaitingFor("1.manager");
  for (const way of ["invalid-params", "agent-error", "empty-job-info"] as const) {
    missing(way);
    const looks = waiting.looksAt("1.manager");
    await waiting.whileRunning(apply, () => waiting.looksAt("1.manager") < looks + 2);
  }
  const { status, text } = await apply.finished;
  expect(status).toBe(1);
  expect(text.match(/Error: Job Not Found/g)).toHaveLength(2);
  const told = text.replace(/[\s│]+/g, " ");
  expect(told).toMatch(/\d+s earlier, the job was in state "Running"\. If a job ends and is forgotten/);
  expect(told).toContain("Several reads agree, and this wait had not seen the job before.");
  expect(text).not.toContain("allow_missing");
  expect(await waiting.addresses()).toEqual([]);
});

test.each([
  ["Forbidden.RAM", "Not Authorized"],
  ["ClusterNotFound", "Cluster Not Found"],
])("what cannot pass ends a wait at once: %s", async (code, summary) => {
  waiting.configure(completion("train", `at-once-${code}`));
  waiting.jobIs(`at-once-${code}`, "Running", { error: { code } });
  expect(errorAt("ehpc_job_completion.train", await waiting.failingApply()).summary).toBe(summary);
  expect(waiting.looksAt(`at-once-${code}`)).toBe(1);
});
