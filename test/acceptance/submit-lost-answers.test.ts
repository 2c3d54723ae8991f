import type { ScenarioCluster, ScriptedFault } from "../../src/emulator/scenario/scenario";
import { CLUSTER, submittedJob } from "../support/configuration";
import { WaitWorkspace } from "../support/wait-workspace";

const SERVES = { job: { life: [{ at: 0, State: "Running" }] } };

/** What happens to the first response to CreateJob, by the name of the job; its cluster has the same name. */
const LOST: Readonly<Record<string, Omit<ScriptedFault, "operation" | "times">>> = {
  unread: { kind: "unread" },
  late: { kind: "late", seconds: 2 },
  reset: { kind: "reset" },
  truncated: { kind: "truncated" },
  empty: { kind: "empty" },
  html: { kind: "html" },
  gateway: { kind: "bad-gateway" },
  slow: { kind: "slow", seconds: 60 },
};

const clusterOf = (name: string) => `ehpc-hz-${name}`;
const loses = (fault: Omit<ScriptedFault, "operation" | "times">): ScenarioCluster => ({
  submitted: SERVES,
  fault: { ...fault, operation: "CreateJob", times: 1 },
});

let waiting: WaitWorkspace;

afterEach(() => waiting.close());

const withProvider = (...blocks: readonly string[]) =>
  waiting.configure('provider "ehpc" {\n max_retry_timeout = 1\n client_read_timeout = 1000\n }', ...blocks);
const operations = () =>
  waiting.emulator.calls.map(({ operation }) => operation).filter((name) => name !== "ListJobs");

test("a job is submitted once, however the response is lost, and the apply has it", async () => {
  const clusters = Object.fromEntries(
    Object.entries(LOST).map(([name, fault]) => [clusterOf(name), loses(fault)]),
  );
  waiting = await WaitWorkspace.create({ attached: true, scenario: { clusters } });
  const names = Object.keys(LOST);
  withProvider(...names.map((name) => submittedJob(name, `cluster_id = "${clusterOf(name)}"`)));
  await waiting.apply();
  for (const name of names) {
    const submissions = waiting.emulator.submissions.filter(({ jobName }) => jobName === name);
    expect({ name, submissions: submissions.length }).toEqual({ name, submissions: 1 });
    const { job_id, marker } = await waiting.attributesOf(`ehpc_job.${name}`);
    expect({ job_id, marker }).toEqual({ job_id: submissions[0]?.jobId, marker: submissions[0]?.marker });
  }
  await waiting.planChangesNothing();
});

test("where nobody can tell, the apply fails and keeps the marker; the next one stops the job and then submits", async () => {
  const cluster: ScenarioCluster = {
    ...loses({ kind: "reset" }),
    error: { code: "Forbidden.RAM", operation: "ListJobs", times: 2 },
  };
  waiting = await WaitWorkspace.create({ attached: true, scenario: { clusters: { [CLUSTER]: cluster } } });
  withProvider(submittedJob("train"));
  const { text } = await waiting.failingApply();
  expect(text).toContain("Error: Submission Uncertain");
  const [first] = waiting.emulator.submissions;
  expect(text).toContain(`EHPC_SUBMISSION_TOKEN=${first?.marker}`);
  expect(await waiting.attributesOf("ehpc_job.train")).toMatchObject({ marker: first?.marker, job_id: null });
  // The key may list no jobs for a call more: that apply stops nothing, submits nothing, and keeps the object.
  expect((await waiting.failingApply()).text).toContain("nothing is submitted until this is known");
  expect(waiting.emulator.submissions).toHaveLength(1);
  expect(await waiting.addresses()).toEqual(["ehpc_job.train"]);
  await waiting.apply();
  expect(waiting.emulator.submissions).toHaveLength(2);
  const [, second] = waiting.emulator.submissions;
  expect(await waiting.attributesOf("ehpc_job.train")).toMatchObject({ job_id: second?.jobId });
  const changing = operations().filter((name) => name === "CreateJob" || name === "StopJobs");
  expect(changing).toEqual(["CreateJob", "StopJobs", "CreateJob"]);
  await waiting.planChangesNothing();
});

test("a token that cannot be looked for submits nothing", async () => {
  const cluster: ScenarioCluster = {
    submitted: SERVES,
    error: { code: "Forbidden.RAM", operation: "ListJobs", times: 1 },
  };
  waiting = await WaitWorkspace.create({ attached: true, scenario: { clusters: { [CLUSTER]: cluster } } });
  withProvider(submittedJob("train", 'token = "train-7"'));
  expect((await waiting.failingApply()).text).toContain("looks for the job of this token");
  expect(await waiting.addresses()).toEqual([]);
  expect(waiting.emulator.submissions).toEqual([]);
  await waiting.apply();
  expect(waiting.emulator.submissions).toHaveLength(1);
  expect(await waiting.attributesOf("ehpc_job.train")).toMatchObject({
    job_id: waiting.emulator.submissions[0]?.jobId,
    token: "train-7",
  });
  await waiting.planChangesNothing();
});

test("a refusal leaves nothing behind, and is no submission", async () => {
  const error = { code: "InvalidParams", message: "No such queue.", operation: "CreateJob" } as const;
  waiting = await WaitWorkspace.create({
    attached: true,
    scenario: { clusters: { [CLUSTER]: { submitted: SERVES, error } } },
  });
  withProvider(submittedJob("train"));
  const { text } = await waiting.failingApply();
  expect(text).toContain("No such queue.");
  expect(await waiting.addresses()).toEqual([]);
  expect(waiting.emulator.submissions).toEqual([]);
  expect(operations().filter((name) => name === "CreateJob")).toHaveLength(1);
});
