import type { ScenarioJob } from "../../src/emulator/scenario/scenario";
import { behind, CLUSTER, completion, gate, lookup } from "../support/configuration";
import { errorAt } from "../support/shown-diagnostics";
import { WaitWorkspace } from "../support/wait-workspace";

let waiting: WaitWorkspace;

beforeEach(async () => {
  waiting = await WaitWorkspace.create({ attached: true });
});

afterEach(() => waiting.close());

/** The array 36 of three tasks, of which the last one keeps the array's ID, as Slurm has it. */
function taskIs(index: 1 | 2 | 3, State: string, more: ScenarioJob = {}): void {
  const info = {
    JobName: "sweep",
    CreateTime: "2024-08-16T10:52:48",
    ArrayJobId: "36",
    ArrayJobSubId: index,
    ArrayRequest: "1-3",
    ...more.info,
  };
  waiting.jobIs(index === 3 ? "36" : String(36 + index), State, { ...more, info });
}

describe("a lookup of an array's own ID", () => {
  beforeEach(() => waiting.configure(lookup("train", "36"), gate("train")));

  test("keeps its gate shut while one task runs, though the task that has the array's ID has completed", async () => {
    taskIs(1, "Running");
    taskIs(2, "Completed");
    taskIs(3, "Completed");
    const { text } = await waiting.workspace.fail("plan", "-no-color");
    expect(text).toContain("The job is in state Running.");
    taskIs(1, "Completed");
    await waiting.plan();
  });

  test("keeps its gate shut when one task has failed", async () => {
    taskIs(1, "Completed");
    taskIs(2, "TIMEOUT");
    taskIs(3, "Completed");
    const { text } = await waiting.workspace.fail("plan", "-no-color");
    expect(text).toContain("The job is in state TIMEOUT.");
  });

  test("keeps its gate shut when the list gives one task twice, and once as running", async () => {
    taskIs(1, "Completed");
    taskIs(2, "Completed");
    taskIs(3, "Completed");
    await waiting.plan();
    const ids = { JobId: "37", ArrayJobId: "36", ArrayJobSubId: 1, ArrayRequest: "1-3" };
    waiting.jobIs("99", "Running", { info: { JobName: "sweep", ...ids } });
    const { text } = await waiting.workspace.fail("plan", "-no-color");
    expect(text).toContain("The job is in state Running.");
  });

  test("is refused where tasks are another user's", async () => {
    taskIs(1, "Completed", { info: { RunasUser: "bob" } });
    taskIs(2, "Completed", { info: { RunasUser: "alice@login1" } });
    taskIs(3, "Completed", { info: { RunasUser: "alice" } });
    const shown = errorAt("data.ehpc_job.train", await waiting.workspace.fail("plan"));
    expect(shown.detail).toContain("2 of 3 tasks succeeded, 1 not listed, 1 listed of another user.");
  });

  test("is no mix-up where the service tells of another task, or of those that have not begun", async () => {
    taskIs(1, "Running");
    taskIs(2, "Completed");
    taskIs(3, "Completed", { info: { JobId: "37", ArrayJobSubId: 1, State: "Running" } });
    waiting.configure(
      lookup("train", "36"),
      'output "array" { value = [data.ehpc_job.train.phase, data.ehpc_job.train.array_summary] }',
    );
    await waiting.apply();
    const shown = async () =>
      JSON.parse((await waiting.workspace.succeed("output", "-json", "array")).stdout);
    expect(await shown()).toEqual([
      "running",
      "1 of 3 tasks not ended, 1 succeeded, 1 not listed; task 36_1: Running",
    ]);
    waiting.emulator.update({ clusters: { [CLUSTER]: {} } });
    waiting.jobIs("36", "Pending", { info: { JobId: "36_[1-3]", ArrayRequest: "1-3" } });
    await waiting.apply();
    expect(await shown()).toEqual([
      "pending",
      "3 of an unknown number of tasks not ended; task 36_1: Pending",
    ]);
  });

  test("is refused where the tasks are not all known, with the way to name one", async () => {
    taskIs(3, "Completed");
    const shown = errorAt("data.ehpc_job.train", await waiting.workspace.fail("plan"));
    expect(shown).toMatchObject({ summary: "Incomplete Array" });
    expect(shown.detail).toContain("1 of 3 tasks succeeded, 2 not listed.");
    expect(shown.detail).toContain("To read a single task, use its ID, such as 36_3.");
  });
});

test("a task is looked up by itself, also the one that has the array's ID", async () => {
  taskIs(1, "Running");
  taskIs(2, "Running");
  taskIs(3, "Running");
  waiting.jobIs("36_3", "Completed", { info: { JobId: "36", ArrayJobId: "36", ArrayJobSubId: 3 } });
  waiting.configure(lookup("train", "36_3"), gate("train"));
  await waiting.plan();
});

describe("a wait for an array", () => {
  beforeEach(() => waiting.configure(completion("train", "36"), behind("train")));

  test("goes on until all tasks have ended, and records the outcome for good", async () => {
    taskIs(1, "Running");
    taskIs(2, "Completed");
    taskIs(3, "Completed");
    const apply = await waiting.applyWaitingFor("36", 4);
    taskIs(1, "Completed", { info: { OutputLog: "/home/sweep_1.o" } });
    expect(await apply.finished).toMatchObject({ status: 0 });
    expect(await waiting.attributesOf("ehpc_job_completion.train")).toMatchObject({
      succeeded: true,
      array_summary: "3 of 3 tasks succeeded",
      output_log: "/home/sweep_1.o",
    });
    await waiting.planChangesNothing();
    // The scheduler forgets tasks one by one.
    waiting.emulator.removeJob(CLUSTER, "37");
    await waiting.planChangesNothing();
  });

  test("opens nothing when a single job under the ID has completed", async () => {
    taskIs(1, "Running");
    taskIs(2, "Completed");
    taskIs(3, "Completed");
    const apply = await waiting.applyWaitingFor("36");
    waiting.emulator.update({ clusters: { [CLUSTER]: {} } });
    waiting.jobIs("36", "Completed", { info: { JobName: "sweep" } });
    const { status, text } = await apply.finished;
    expect(status).toBe(1);
    expect(text).toContain("Incomplete Array");
    expect(await waiting.addresses()).toEqual([]);
  });

  test("ends as soon as one task has failed, with that task's standard error", async () => {
    taskIs(1, "Running");
    taskIs(2, "Running");
    taskIs(3, "Running");
    const apply = await waiting.applyWaitingFor("36");
    taskIs(2, "Failed", { stderr: "task 2 is out of memory\n" });
    const { status, text } = await apply.finished;
    expect(status).toBe(1);
    expect(text).toContain("1 of 3 tasks failed, 2 not ended; task 36_2: Failed");
    expect(text).toContain("task 2 is out of memory");
  });
});
