import { readFileSync } from "node:fs";
import path from "node:path";
import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import { allClis } from "../support/cli";
import { CLUSTER, emulatorEnv } from "../support/configuration";
import { ROOT, Workspace } from "../support/workspace";

const example = (name: string) => readFileSync(path.join(ROOT, "examples", name), "utf8");

describe.each(allClis().map((cli) => [cli.name, cli] as const))("with %s", (_, cli) => {
  let emulator: Emulator;
  let workspace: Workspace;

  const jobIn = (state: string) => emulator.setJob(CLUSTER, "1.manager", { info: { State: state } });

  beforeAll(async () => {
    emulator = await startEmulator();
    workspace = new Workspace(
      {
        "provider.tf": example("provider/provider.tf"),
        "data-source.tf": example("data-sources/ehpc_job/data-source.tf"),
      },
      emulatorEnv(emulator),
      cli,
    );
    await workspace.init();
  });

  afterAll(async () => {
    await emulator.close();
    workspace.remove();
  });

  test("the documented gate in HCL is shut while the job runs", async () => {
    jobIn("Running");

    const { text } = await workspace.fail("plan", "-no-color");

    expect(text).toContain(`Job ${CLUSTER}:1.manager has not succeeded: its state is Running.`);
  });

  test("the documented gate in HCL opens when the job has completed", async () => {
    jobIn("Completed");

    const { stdout } = await workspace.succeed("apply", "-no-color", "-auto-approve");

    expect(stdout).toContain("2 added, 0 changed, 0 destroyed");
    expect(stdout).toContain('state = "Completed"');
  });
});
