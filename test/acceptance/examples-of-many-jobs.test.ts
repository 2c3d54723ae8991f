import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import type { ScenarioJob } from "../../src/emulator/scenario/scenario";
import { allClis } from "../support/cli";
import { CLUSTER, emulatorEnv } from "../support/configuration";
import { example, synthesize } from "../support/examples";
import { Workspace } from "../support/workspace";

/** A run of the sweep that has ended at a time. */
function run(id: string, ended: string): ScenarioJob {
  return { info: { State: "Completed", LastModifyTime: ended, OutputLog: `/home/${id}.o` } };
}

const JOBS: Record<string, ScenarioJob> = {
  "1.manager": run("1", "2024-08-16T12:00:00"),
  "2.manager": run("2", "2024-08-16T11:00:00"),
  "3.manager": run("3", "2024-08-16T13:00:00"),
  "36": {
    arrayRequest: "1-200",
    secondsApart: 0,
    info: { JobName: "simulate" },
    life: [
      { at: 0, State: "Running" },
      { at: 1, State: "Completed" },
    ],
    tasks: {
      "17": {
        life: [
          { at: 0, State: "Running" },
          { at: 0.5, State: "Failed" },
        ],
      },
    },
  },
};

describe.each(allClis().map((cli) => [cli.name, cli] as const))("with %s", (_, cli) => {
  let emulator: Emulator;
  let workspace: Workspace;

  beforeEach(async () => {
    emulator = await startEmulator({
      scenario: { lifeBegins: "first-read", clusters: { [CLUSTER]: { jobs: JOBS } } },
    });
    workspace = new Workspace({}, emulatorEnv(emulator), cli);
  });

  afterEach(async () => {
    await emulator.close();
    workspace.remove();
  });

  const ways: readonly [string, (name: string) => void][] = [
    ["TypeScript", (name) => synthesize(`${name}/main.ts`, workspace)],
    [
      "HCL",
      (name) => {
        workspace.write("provider.tf", example("provider/provider.tf"));
        workspace.write("main.tf", example(`${name}/main.tf`));
      },
    ],
  ];

  async function applied(): Promise<{ stdout: string; outputs: Record<string, { value: unknown }> }> {
    await workspace.init();
    const { stdout } = await workspace.succeed("apply", "-no-color", "-auto-approve");
    const outputs = JSON.parse((await workspace.succeed("output", "-json")).stdout);
    return { stdout, outputs };
  }

  test.each(ways)(
    "the example of a sweep in %s publishes its best run, and keeps it when the jobs are forgotten",
    async (_, write) => {
      write("wait-for-sweep");

      const { stdout, outputs } = await applied();

      expect(stdout).toContain("5 added, 0 changed, 0 destroyed");
      expect(outputs.best?.value).toBe("2.manager");
      expect((await workspace.succeed("show", "-no-color")).stdout).toMatch(
        /publish"[\s\S]*model += "\/home\/2\.o"/,
      );
      for (const id of Object.keys(JOBS)) {
        emulator.removeJob(CLUSTER, id);
      }
      expect(await workspace.run("plan", "-no-color", "-detailed-exitcode")).toMatchObject({ status: 0 });
    },
  );

  test.each(ways)("the example of an array in %s waits for 95 % of 200 tasks", async (_, write) => {
    write("wait-for-array");

    const { stdout, outputs } = await applied();

    expect(stdout).toContain("2 added, 0 changed, 0 destroyed");
    expect(outputs.failed?.value).toEqual(["36_17"]);
    const [, succeeded = "0"] =
      /succeeded"?\s+= "?(\d+)/.exec((await workspace.succeed("show", "-no-color")).stdout) ?? [];
    expect(Number(succeeded)).toBeGreaterThanOrEqual(190);
  });
});
