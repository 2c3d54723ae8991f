import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import { ehpc } from "../../src/provider/provider";
import { allClis, FUNCTIONS, knows } from "../support/cli";
import { CLUSTER, emulatorEnv } from "../support/configuration";
import { ROOT, Workspace } from "../support/workspace";

const EXAMPLES = path.join(ROOT, "examples");

/** What the documented calls give with a job that has completed. */
const OUTPUTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  job_phase: {
    phases: {
      Completed: "succeeded",
      "CANCELLED by 1000": "failed",
      Q: "pending",
      "RUNNING,COMPLETING": "running",
    },
  },
  array_indices: { sub_job_logs: [2, 4, 6].map((index) => `/home/train/train.o.${index}`) },
  node_names: { nodes: ["compute000", "compute001"], login_nodes: ["login01", "login02", "login03"] },
  memory_bytes: { memory: 1_073_741_824 },
};

test("each function has an example, and each example a function", () => {
  const functions = Object.keys(ehpc({}).functions ?? {}).sort();
  expect(readdirSync(path.join(EXAMPLES, "functions")).sort()).toEqual(functions);
  expect(Object.keys(OUTPUTS).sort()).toEqual(functions);
});

const able = allClis().filter((cli) => knows(cli, FUNCTIONS));
process.stdout.write(
  `Examples of functions are run by ${able.map(({ name }) => name).join(", ") || "no CLI: those here know no functions"}.\n`,
);

describe("the documented calls", () => {
  let emulator: Emulator;
  const workspaces: Workspace[] = [];

  beforeAll(async () => {
    emulator = await startEmulator();
    emulator.setJob(CLUSTER, "1.manager", {
      info: { State: "Completed", NodeList: "compute[000-001]", Resources: { Memory: "1gb" } },
    });
  });

  afterAll(async () => {
    await emulator.close();
    for (const workspace of workspaces) {
      workspace.remove();
    }
  });

  async function outputs(workspace: Workspace): Promise<Record<string, unknown>> {
    await workspace.init();
    await workspace.succeed("apply", "-no-color", "-auto-approve");
    const printed = JSON.parse((await workspace.succeed("output", "-json")).stdout);
    return Object.fromEntries(Object.keys(printed).map((name) => [name, printed[name].value]));
  }

  function opened(cli: (typeof able)[number]): Workspace {
    const workspace = new Workspace({}, emulatorEnv(emulator), cli);
    workspaces.push(workspace);
    return workspace;
  }

  const read = (...name: string[]) => readFileSync(path.join(EXAMPLES, ...name), "utf8");

  for (const cli of able) {
    test.each(Object.keys(OUTPUTS))(`of %s in HCL give what they say with ${cli.name}`, async (name) => {
      const workspace = opened(cli);
      workspace.write("provider.tf", read("provider/provider.tf"));
      workspace.write("function.tf", read("functions", name, "function.tf"));

      expect(await outputs(workspace)).toEqual(OUTPUTS[name]);
    });

    test(`in TypeScript give what they say with ${cli.name}`, async () => {
      const workspace = opened(cli);
      execFileSync(
        path.join(ROOT, "node_modules/.bin/tsx"),
        [path.join(EXAMPLES, "functions-in-typescript/main.ts")],
        {
          cwd: workspace.dir,
          env: { ...workspace.env, CDKTF_OUTDIR: path.join(workspace.dir, "cdktf.out") } as NodeJS.ProcessEnv,
        },
      );
      workspace.write("cdk.tf.json", workspace.read("cdktf.out/stacks/measure/cdk.tf.json"));

      expect(await outputs(workspace)).toEqual({
        memory: 1_073_741_824,
        indices: [2, 4, 6],
        phase: "failed",
      });
    });
  }
});
