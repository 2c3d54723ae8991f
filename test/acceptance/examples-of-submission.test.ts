import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import { allClis } from "../support/cli";
import { CLUSTER, emulatorEnv } from "../support/configuration";
import { example, synthesize } from "../support/examples";
import { Workspace } from "../support/workspace";

const ends = (State: string) => ({
  life: [
    { at: 0, State: "Running" },
    { at: 1, State },
  ],
});

describe.each(allClis().map((cli) => [cli.name, cli] as const))("with %s", (_, cli) => {
  let emulator: Emulator;
  let workspace: Workspace;

  beforeEach(async () => {
    const failing = [3, 5, 8, 13, 19].map((seed) => [`sweep-${seed}`, ends("Failed")] as const);
    const submitted = { job: ends("Completed"), jobs: Object.fromEntries(failing) };
    emulator = await startEmulator({ scenario: { clusters: { [CLUSTER]: { submitted } } } });
    workspace = new Workspace({}, emulatorEnv(emulator), cli);
  });

  afterEach(async () => {
    await emulator.close();
    workspace.remove();
  });

  async function applied(...more: readonly string[]): Promise<string> {
    await workspace.init();
    const { stdout } = await workspace.succeed("apply", "-no-color", "-auto-approve", ...more);
    const plan = await workspace.run("plan", "-no-color", "-detailed-exitcode");
    expect(plan).toMatchObject({ status: 0 });
    return stdout;
  }

  test("the documented job in HCL is submitted, awaited and published", async () => {
    workspace.write("provider.tf", example("provider/provider.tf"));
    workspace.write("main.tf", example("resources/ehpc_job/resource.tf"));
    expect(await applied()).toContain('state = "Completed"');
    expect(emulator.submissions).toHaveLength(1);
  });

  test("a stack in TypeScript trains and publishes", async () => {
    synthesize("train-and-publish/main.ts", workspace);
    expect(await applied()).toContain('state = "Completed"');
    expect(emulator.submissions).toHaveLength(1);
  });

  test("a stack in TypeScript sweeps with 20 jobs, of which five fail", async () => {
    synthesize("sweep-and-publish/main.ts", workspace);
    expect(await applied("-parallelism=30")).toContain("succeeded = 15");
    expect(emulator.submissions).toHaveLength(20);
    const { stdout } = await workspace.succeed("destroy", "-no-color", "-auto-approve", "-parallelism=30");
    expect(stdout).toContain("22 destroyed");
  });
});
