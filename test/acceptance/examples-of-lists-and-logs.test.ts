import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import type { ScenarioJob } from "../../src/emulator/scenario/scenario";
import { allClis } from "../support/cli";
import { CLUSTER, emulatorEnv } from "../support/configuration";
import { synthesize } from "../support/examples";
import { Workspace } from "../support/workspace";

function job(name: string, submitted: string, state: string): ScenarioJob {
  return { info: { JobName: name, State: state, CreateTime: submitted, OutputLog: `/home/${name}.o` } };
}

const JOBS: Record<string, ScenarioJob> = {
  "1.manager": job("train", "2024-08-16T10:00:00", "Completed"),
  "2.manager": job("train", "2024-08-16T11:00:00", "Completed"),
  "3.manager": job("train-small", "2024-08-16T12:00:00", "Failed"),
  "4.manager": job("evaluate", "2024-08-16T13:00:00", "Running"),
};

describe.each(allClis().map((cli) => [cli.name, cli] as const))("with %s", (_, cli) => {
  let emulator: Emulator;
  let workspace: Workspace;

  beforeEach(async () => {
    emulator = await startEmulator({ scenario: { clusters: { [CLUSTER]: { jobs: JOBS } } } });
    workspace = new Workspace({}, emulatorEnv(emulator), cli);
  });

  afterEach(async () => {
    await emulator.close();
    workspace.remove();
  });

  async function output(name: string): Promise<unknown> {
    return JSON.parse((await workspace.succeed("output", "-json", name)).stdout);
  }

  test("the example of lists keeps a record of each job that has ended, and gates on the latest of a name", async () => {
    synthesize("iterate-jobs/main.ts", workspace);
    await workspace.init();

    const first = await workspace.succeed("apply", "-no-color", "-auto-approve");
    expect(first.stdout).toContain("5 added, 0 changed, 0 destroyed");
    expect(await output("trained-by")).toBe("2.manager");
    expect(await output("ended-jobs")).toEqual(["1.manager", "2.manager", "3.manager"]);

    emulator.setJob(CLUSTER, "4.manager", job("evaluate", "2024-08-16T13:00:00", "Completed"));
    emulator.removeJob(CLUSTER, "1.manager");
    const second = await workspace.succeed("apply", "-no-color", "-auto-approve");
    expect(second.stdout).toContain("1 added, 0 changed, 1 destroyed");
    expect(second.stdout).toContain('null_resource.record["4.manager"]: Creation complete');
    expect(second.stdout).toContain('null_resource.record["1.manager"]: Destruction complete');
  });

  test("the example of logs publishes only if the log says so, and warns of errors in it", async () => {
    const trained = job("train", "2024-08-16T10:00:00", "Completed");
    synthesize("check-log/main.ts", workspace);
    await workspace.init();

    emulator.setJob(CLUSTER, "1.manager", { ...trained, stdout: "epoch 1\n" });
    const { text } = await workspace.fail("plan", "-no-color");
    expect(text).toContain("The log of job 1.manager does not say that the model was saved.");

    emulator.setJob(CLUSTER, "1.manager", {
      ...trained,
      stdout: "epoch 1\nmodel saved\n",
      stderr: "a warning\n",
    });
    const applied = await workspace.succeed("apply", "-no-color", "-auto-approve");
    expect(applied.text).toContain("Warning: Check block assertion failed");
    expect(applied.text).toContain("Job 1.manager wrote to its standard error.");
    expect(applied.stdout).toContain("1 added, 0 changed, 0 destroyed");
    expect(await output("end-of-log")).toBe("epoch 1\nmodel saved\n");
  });
});
