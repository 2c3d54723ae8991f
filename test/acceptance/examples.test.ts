import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import { quickStart } from "../../src/emulator/scenarios/quick-start";
import { allClis } from "../support/cli";
import { CLUSTER, emulatorEnv } from "../support/configuration";
import { ROOT, Workspace } from "../support/workspace";

const example = (name: string) => readFileSync(path.join(ROOT, "examples", name), "utf8");

function hclExample() {
  return {
    "provider.tf": example("provider/provider.tf"),
    "resource.tf": example("resources/ehpc_job_completion/resource.tf"),
  };
}

/** The stack that an example in TypeScript synthesizes to. */
function synthesized(name: string): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), "ehpc-example-"));
  const outdir = path.join(folder, "cdktf.out");
  try {
    const args = ["--import", "tsx", path.join("examples", name)];
    execFileSync(process.execPath, args, { cwd: ROOT, env: { ...process.env, CDKTF_OUTDIR: outdir } });
    return readFileSync(path.join(outdir, "stacks/publish/cdk.tf.json"), "utf8");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

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
    for (const workspace of workspaces) workspace.remove();
  });

  test.each([
    ["HCL", () => hclExample(), ["train", "publish"]],
    [
      "TypeScript",
      () => ({ "cdk.tf.json": synthesized("wait-for-job/main.ts") }),
      ["trained", "notify", "publish"],
    ],
  ])(
    "the documented wait in %s ends with the job, and stays when the job is forgotten",
    async (_, files, names) => {
      emulator.update(quickStart);
      const workspace = new Workspace(files(), emulatorEnv(emulator), cli);
      workspaces.push(workspace);
      await workspace.init();

      const { stdout } = await workspace.succeed("apply", "-no-color", "-auto-approve");

      const created = [...stdout.matchAll(/^\w+\.(\w+): Creation complete/gm)].map(([, name = ""]) => name);
      expect([created[0], ...created.slice(1).sort()]).toEqual(names);
      expect(stdout).toContain('state = "Completed"');
      emulator.removeJob(CLUSTER, "1.manager");
      expect(await workspace.run("plan", "-no-color", "-detailed-exitcode")).toMatchObject({ status: 0 });
    },
  );
});
