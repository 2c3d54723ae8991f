import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import { CLUSTER, configuration, emulatorEnv, gate } from "../support/configuration";
import { errorAt } from "../support/shown-diagnostics";
import { Workspace } from "../support/workspace";

/** A job that another resource submits: its ID is known only when that resource exists. */
const submitted = [
  'resource "terraform_data" "submit" { input = "9.manager" }',
  `data "ehpc_job" "train" {
    cluster_id = "${CLUSTER}"
    job_id     = terraform_data.submit.output
  }`,
];

let emulator: Emulator;
let workspace: Workspace;

const jobIn = (State: string) =>
  emulator.setJob(CLUSTER, "9.manager", { info: { State, OutputLog: "/home/train.o9" } });

beforeEach(async () => {
  emulator = await startEmulator();
  workspace = new Workspace(
    {
      "main.tf": configuration(
        ...submitted,
        gate("train"),
        'output "log" {\n value = data.ehpc_job.train.output_log\n }',
      ),
    },
    emulatorEnv(emulator),
  );
  await workspace.init();
  await workspace.attach();
});

afterEach(async () => {
  await emulator.close();
  workspace.remove();
});

test("the plan says what is known after apply, and does not ask the service", async () => {
  jobIn("Completed");
  const { text } = await workspace.succeed("plan", "-no-color");
  expect(text).toContain("# data.ehpc_job.train will be read during apply");
  expect(text).toContain("job_id = (known after apply)");
  expect(text).toContain(`cluster_id = "${CLUSTER}"`);
  expect(text).toContain("phase = (known after apply)");
  expect(text).toContain("variables = (sensitive value)");
  expect(text).toContain("log = (known after apply)");
  expect(emulator.calls).toHaveLength(0);
});

test("apply reads the job once its ID is known, and the gate opens for a completed job", async () => {
  jobIn("Completed");
  const { stdout } = await workspace.succeed("apply", "-auto-approve", "-no-color");
  expect(stdout).toContain("3 added, 0 changed, 0 destroyed");
  expect(stdout).toContain('log = "/home/train.o9"');
  const created = [...stdout.matchAll(/(\w+): Creation complete/g)].map(([, name]) => name);
  expect(created).toEqual(["submit", "train", "after_train"]);
  expect(emulator.calls.map(({ jobId, status }) => [jobId, status])).toEqual([["9.manager", 200]]);

  const second = await workspace.succeed("plan", "-detailed-exitcode", "-no-color");
  expect(second.stdout).toContain("No changes");
});

test("apply stops at the gate for a job that failed, and the next one goes on from there", async () => {
  jobIn("Failed");
  const refused = await workspace.fail("apply", "-auto-approve");
  expect(refused.text).toContain("Resource precondition failed");
  expect(refused.text).toContain("The job is in state Failed.");
  expect((await workspace.succeed("state", "list")).stdout.trim().split("\n")).toEqual([
    "data.ehpc_job.train",
    "terraform_data.submit",
  ]);

  jobIn("Completed");
  const { stdout } = await workspace.succeed("apply", "-auto-approve", "-no-color");
  expect(stdout).toContain("2 added, 0 changed, 0 destroyed");
});

test("a job that does not exist fails the apply at the argument", async () => {
  const shown = errorAt("data.ehpc_job.train", await workspace.fail("apply", "-auto-approve"));
  expect(shown).toMatchObject({
    summary: "Job Not Found",
    code: "job_id     = terraform_data.submit.output",
  });
});

test("an ID that turns out to be raw output is refused during apply", async () => {
  workspace.write("main.tf", configuration(...submitted).replace("9.manager", "Submitted batch job 10\\n"));
  const shown = errorAt("data.ehpc_job.train", await workspace.fail("apply", "-auto-approve"));
  expect(shown.summary).toBe("Invalid Argument Value");
  expect(shown.detail).toContain('Use "10".');
  expect(emulator.calls).toHaveLength(0);
});
