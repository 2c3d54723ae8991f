import { ownCli } from "../support/cli";
import { CLUSTER, submittedJob } from "../support/configuration";
import { childrenOf, ended } from "../support/processes";
import { WaitWorkspace } from "../support/wait-workspace";
import type { Running } from "../support/workspace";

const { name } = ownCli();

let waiting: WaitWorkspace;

/** The first response to CreateJob comes so late that nobody waits for it. */
beforeEach(async () => {
  waiting = await WaitWorkspace.create({
    scenario: {
      clusters: {
        [CLUSTER]: {
          submitted: { job: { life: [{ at: 0, State: "Running" }] } },
          fault: { kind: "slow", seconds: 600, operation: "CreateJob", times: 1 },
        },
      },
    },
  });
});

afterEach(() => waiting.close());

/** An apply that has submitted its job, and waits for the response. */
async function submitting(): Promise<Running & { pid: number; providers: number[] }> {
  const apply = waiting.workspace.start(["apply", "-auto-approve", "-no-color"], { detached: true });
  await waiting.whileRunning(apply, () => waiting.emulator.submissions.length === 0);
  const { pid } = apply.process;
  if (pid === undefined) {
    throw new Error("the command has no process");
  }
  return { ...apply, pid, providers: childrenOf(pid) };
}

const changing = () =>
  waiting.emulator.calls
    .map(({ operation }) => operation)
    .filter((operation) => operation === "CreateJob" || operation === "StopJobs");

test("Ctrl-C keeps the marker; the next apply stops the job, and then submits another", async () => {
  waiting.configure(submittedJob("train"));
  const { pid, providers, finished } = await submitting();
  const since = performance.now();
  process.kill(-pid, "SIGINT");
  const { status, text } = await finished;
  await ended(`${name}, Ctrl-C during a submission`, since, [pid, ...providers]);
  expect(status).toBe(1);
  expect(text).toContain("Error: Submission Uncertain");
  expect(text).not.toContain("Plugin did not respond");
  expect(await waiting.attributesOf("ehpc_job.train")).toMatchObject({
    marker: waiting.emulator.submissions[0]?.marker,
    job_id: null,
  });
  const { stdout } = await waiting.apply();
  expect(stdout).toContain("1 added, 0 changed, 1 destroyed");
  expect(changing()).toEqual(["CreateJob", "StopJobs", "CreateJob"]);
  await waiting.planChangesNothing();
});

test("Ctrl-C and a destroy leave no job that runs", async () => {
  waiting.configure(submittedJob("train"));
  const { pid, finished } = await submitting();
  process.kill(-pid, "SIGINT");
  await finished;
  await waiting.workspace.succeed("destroy", "-auto-approve", "-no-color");
  expect(changing()).toEqual(["CreateJob", "StopJobs"]);
  expect(await waiting.addresses()).toEqual([]);
});

describe("a token", () => {
  const withToken = submittedJob("train", 'token = "train-7"');

  async function interrupted(): Promise<string> {
    waiting.configure(withToken);
    const { pid, finished } = await submitting();
    process.kill(-pid, "SIGINT");
    return (await finished).text;
  }

  test("and Ctrl-C: the next apply stops the job, and submits another one", async () => {
    expect(await interrupted()).toContain("terraform state rm");
    const [first] = waiting.emulator.submissions;
    expect(await waiting.attributesOf("ehpc_job.train")).toMatchObject({
      marker: first?.marker,
      job_id: null,
    });
    await waiting.apply();
    const [, second] = waiting.emulator.submissions;
    expect(changing()).toEqual(["CreateJob", "StopJobs", "CreateJob"]);
    expect(second?.marker).toBe(first?.marker);
    expect(await waiting.attributesOf("ehpc_job.train")).toMatchObject({ job_id: second?.jobId });
    await waiting.planChangesNothing();
  });

  test("and Ctrl-C twice: the next apply stops the second job, and submits a third one", async () => {
    waiting.emulator.update({
      clusters: {
        [CLUSTER]: {
          submitted: { job: { life: [{ at: 0, State: "Running" }] } },
          fault: { kind: "slow", seconds: 600, operation: "CreateJob", times: 2 },
        },
      },
    });
    await interrupted();
    const apply = waiting.workspace.start(["apply", "-auto-approve", "-no-color"], { detached: true });
    await waiting.whileRunning(apply, () => waiting.emulator.submissions.length < 2);
    process.kill(-(apply.process.pid as number), "SIGINT");
    expect((await apply.finished).text).toContain("Submission Uncertain");
    await waiting.apply();
    expect(changing()).toEqual(["CreateJob", "StopJobs", "CreateJob", "StopJobs", "CreateJob"]);
    expect(await waiting.attributesOf("ehpc_job.train")).toMatchObject({
      job_id: waiting.emulator.submissions[2]?.jobId,
      state: "Running",
    });
  });

  test("and Ctrl-C with create_before_destroy: the job that the next apply submits goes on", async () => {
    waiting.configure(
      submittedJob("train", 'token = "train-7"', "lifecycle { create_before_destroy = true }"),
    );
    const { pid, finished } = await submitting();
    process.kill(-pid, "SIGINT");
    await finished;
    // The job of the interrupted apply has failed meanwhile, so another one is submitted first.
    waiting.jobIs(waiting.emulator.submissions[0]?.jobId ?? "", "Failed", {
      info: {
        JobName: "train",
        Variables: JSON.stringify({ EHPC_SUBMISSION_TOKEN: waiting.emulator.submissions[0]?.marker }),
      },
    });
    await waiting.apply();
    expect(changing()).toEqual(["CreateJob", "CreateJob"]);
  });

  test("and Ctrl-C: other arguments stop the job, too", async () => {
    await interrupted();
    waiting.configure(submittedJob("train", 'token = "train-7"\n  triggers = { run = "2" }'));
    await waiting.apply();
    expect(changing()).toEqual(["CreateJob", "StopJobs", "CreateJob"]);
  });

  test("and Ctrl-C: a destroy leaves no job that runs", async () => {
    await interrupted();
    await waiting.workspace.succeed("destroy", "-auto-approve", "-no-color");
    expect(changing()).toEqual(["CreateJob", "StopJobs"]);
  });

  test("and Ctrl-C: without the object in the state, the next apply adopts the job", async () => {
    await interrupted();
    await waiting.workspace.succeed("state", "rm", "ehpc_job.train");
    await waiting.apply();
    expect(changing()).toEqual(["CreateJob"]);
    await waiting.planChangesNothing();
  });

  test("and kill -9: the next apply adopts the job", async () => {
    waiting.configure(withToken);
    const { pid, providers, finished } = await submitting();
    const since = performance.now();
    process.kill(pid, "SIGKILL");
    await finished;
    await ended(`${name}, kill -9 during a submission with a token`, since, providers);
    // A killed Terraform has written no state, which is an error for this command.
    expect((await waiting.workspace.run("state", "list")).stdout).toBe("");
    await waiting.apply();
    expect(changing()).toEqual(["CreateJob"]);
    expect(await waiting.attributesOf("ehpc_job.train")).toMatchObject({
      job_id: waiting.emulator.submissions[0]?.jobId,
    });
    await waiting.planChangesNothing();
  });
});
