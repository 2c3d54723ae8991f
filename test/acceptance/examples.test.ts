import path from "node:path";
import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import { quickStart } from "../../src/emulator/scenario/quick-start";
import { allClis } from "../support/cli";
import { CLUSTER, emulatorEnv } from "../support/configuration";
import { example, synthesize } from "../support/examples";
import { Workspace } from "../support/workspace";

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

describe.each(allClis().map((cli) => [cli.name, cli] as const))("with %s, waiting", (_, cli) => {
  let emulator: Emulator;
  const workspaces: Workspace[] = [];

  beforeAll(async () => {
    // The quick start's job 1.manager: Pending, then Running, and Completed after five seconds.
    emulator = await startEmulator();
  });

  afterAll(async () => {
    await emulator.close();
    for (const workspace of workspaces) {
      workspace.remove();
    }
  });

  async function endsWithTheJob(write: (workspace: Workspace) => void, made: readonly string[]) {
    emulator.update(quickStart);
    const workspace = new Workspace({}, emulatorEnv(emulator), cli);
    workspaces.push(workspace);
    write(workspace);
    await workspace.init();

    const { stdout } = await workspace.succeed("apply", "-no-color", "-auto-approve");

    const created = [...stdout.matchAll(/^\w+\.(\w+): Creation complete/gm)].map(([, name = ""]) => name);
    expect([created[0], ...created.slice(1).sort()]).toEqual(made);
    expect(stdout).toContain('state = "Completed"');
    emulator.removeJob(CLUSTER, "1.manager");
    expect(await workspace.run("plan", "-no-color", "-detailed-exitcode")).toMatchObject({ status: 0 });
  }

  test("the documented wait in HCL ends with the job, and stays when the job is forgotten", async () => {
    const files = ["provider/provider.tf", "resources/ehpc_job_completion/resource.tf"];
    const write = (workspace: Workspace) => {
      for (const file of files) {
        workspace.write(path.basename(file), example(file));
      }
    };
    await endsWithTheJob(write, ["train", "publish"]);
  });

  test("the documented wait in TypeScript ends with the job, and stays when the job is forgotten", async () => {
    const write = (workspace: Workspace) => synthesize("wait-for-job/main.ts", workspace);
    await endsWithTheJob(write, ["trained", "notify", "publish"]);
  });
});
