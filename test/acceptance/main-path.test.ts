import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import { allClis } from "../support/cli";
import { CLUSTER, configuration, emulatorEnv, gate, lookup } from "../support/configuration";
import { Workspace } from "../support/workspace";

describe.each(allClis().map((cli) => [cli.name, cli] as const))("with %s", (_, cli) => {
  let emulator: Emulator;
  let workspace: Workspace;

  const jobIn = (state: string) =>
    emulator.setJob(CLUSTER, "1.manager", { info: { State: state, OutputLog: "/home/train.o1" } });

  beforeAll(async () => {
    emulator = await startEmulator();
    workspace = new Workspace(
      {
        "main.tf": configuration(
          lookup("train", "1.manager"),
          gate("train"),
          'output "state" { value = data.ehpc_job.train.state }',
        ),
      },
      emulatorEnv(emulator),
      cli,
    );
  });

  afterAll(async () => {
    await emulator.close();
    workspace.remove();
  });

  test("init finds the provider in the plugin folder and locks it", async () => {
    await workspace.init();
    expect(workspace.read(".terraform.lock.hcl")).toContain('provider "terraform.local/ehpc/ehpc"');
  });

  test("validate accepts the configuration without asking the service", async () => {
    const before = emulator.calls.length;
    const { stdout } = await workspace.succeed("validate", "-no-color");
    expect(stdout).toContain("The configuration is valid");
    expect(emulator.calls).toHaveLength(before);
  });

  test("the gate is shut while the job runs: the plan fails and names the state", async () => {
    jobIn("Running");
    const { text } = await workspace.fail("plan", "-no-color");
    expect(text).toMatch(/data\.ehpc_job\.train: Read complete after \d+s/);
    expect(text).toContain(`[id=${CLUSTER}:1.manager]`);
    expect(text).toContain("The job is in state Running.");
  });

  test("apply fails as well and creates nothing behind the gate", async () => {
    jobIn("Failed");
    const { text } = await workspace.fail("apply", "-auto-approve", "-no-color");
    expect(text).toContain("The job is in state Failed.");
    expect(text).not.toContain("Creating...");
  });

  test("the gate opens when the job has completed, and dependents follow it", async () => {
    jobIn("Completed");
    const { stdout } = await workspace.succeed("apply", "-auto-approve", "-no-color");
    expect(stdout).toContain("2 added, 0 changed, 0 destroyed");
    expect(stdout).toContain('state = "Completed"');
    const created = [...stdout.matchAll(/null_resource\.(\w+): Creation complete/g)].map(([, name]) => name);
    expect(created).toEqual(["train", "after_train"]);
  });

  test("a second plan has no changes", async () => {
    const { stdout, status } = await workspace.run("plan", "-detailed-exitcode", "-no-color");
    expect(stdout).toContain("No changes");
    expect(status).toBe(0);
  });

  test("a saved plan applies", async () => {
    await workspace.succeed("plan", "-out=saved", "-no-color");
    await workspace.succeed("apply", "-no-color", "saved");
  });

  test("refresh reads the job again", async () => {
    emulator.setJob(CLUSTER, "1.manager", { info: { State: "FINISHED", OutputLog: "/home/train.o1" } });
    await workspace.succeed("apply", "-refresh-only", "-auto-approve", "-no-color");
    expect((await workspace.succeed("output", "-raw", "state")).stdout).toBe("FINISHED");
  });

  test("show prints the whole job, sensitive variables hidden", async () => {
    emulator.setJob(CLUSTER, "1.manager", {
      info: {
        State: "FINISHED",
        OutputLog: "/home/train.o1",
        Variables: [{ Name: "TOKEN", Value: "v4r-s3cret" }],
      },
    });
    await workspace.succeed("apply", "-auto-approve", "-no-color");
    const { stdout } = await workspace.succeed("show", "-no-color");
    expect(stdout).toMatch(/phase\s+= "succeeded"/);
    expect(stdout).toMatch(/variables\s+= \(sensitive value\)/);
    expect(stdout).not.toContain("v4r-s3cret");
  });

  test("destroy removes everything", async () => {
    const { stdout } = await workspace.succeed("destroy", "-auto-approve", "-no-color");
    expect(stdout).toContain("2 destroyed");
    expect((await workspace.succeed("state", "list")).stdout).toBe("");
  });
});
