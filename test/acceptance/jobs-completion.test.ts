import { CLUSTER } from "../support/configuration";
import { errorAt } from "../support/shown-diagnostics";
import { RUNS, SWEEP, sweep } from "../support/sweep";
import { WaitWorkspace } from "../support/wait-workspace";

let waiting: WaitWorkspace;

beforeAll(async () => {
  waiting = await WaitWorkspace.create();
});

afterAll(() => waiting.close());

async function begins(...states: readonly string[]) {
  await waiting.workspace.succeed("destroy", "-auto-approve", "-no-color");
  waiting.emulator.forgetCalls();
  RUNS.forEach((id, index) => {
    waiting.jobIs(id, states[index] ?? "Completed", {
      info: { JobName: `run-${index}`, OutputLog: `/home/${id}.out` },
    });
  });
}

test("an apply waits until all jobs have completed, and records how each ended", async () => {
  await begins("Running", "Completed", "Running");
  waiting.configure(
    sweep(),
    'output "states" { value = [for job in ehpc_jobs_completion.sweep.jobs : job.state] }',
  );
  const apply = waiting.workspace.start(["apply", "-auto-approve", "-no-color"]);
  await waiting.whileRunning(apply, () => waiting.emulator.calls.length < 3);
  waiting.jobIs("1.manager", "Completed");
  waiting.jobIs("3.manager", "FINISHED");
  const { status, stdout } = await apply.finished;

  expect([status, stdout]).toEqual([0, expect.stringContaining("1 added, 0 changed, 0 destroyed")]);
  expect(await waiting.attributesOf(SWEEP)).toMatchObject({
    counts: { succeeded: 3, failed: 0, running: 0, pending: 0, unknown: 0 },
    finished: true,
    succeeded: true,
    failed_job_ids: [],
    jobs: { "1.manager": { phase: "succeeded" }, "3.manager": { state: "FINISHED" } },
  });
  await waiting.planChangesNothing();
});

test("a job that fails ends the apply at once and explains itself", async () => {
  await begins("Running", "Running", "Running");
  waiting.configure(sweep());
  waiting.jobIs("2.manager", "Failed", {
    info: { JobQueue: "comp", NodeList: "compute001", ErrorLog: "/home/2.err" },
    stderr: "out of memory\n",
  });

  const { summary, detail } = errorAt(SWEEP, await waiting.failingApply());

  expect(summary).toBe("Jobs Failed");
  expect(detail).toContain(`1 of 3 jobs failed of cluster "${CLUSTER}"`);
  for (const part of [
    "2.manager",
    "state: Failed",
    "queue: comp",
    "nodes: compute001",
    "/home/2.err",
    "out of memory",
  ]) {
    expect(detail).toContain(part);
  }
  expect(await waiting.addresses()).toEqual([]);
});
