import { spawn } from "node:child_process";
import { chmodSync, rmSync } from "node:fs";
import path from "node:path";
import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import type { ScenarioJob } from "../../src/emulator/scenario/scenario";
import { ownCli, pathOf } from "../support/cli";
import { CLUSTER } from "../support/configuration";
import { example } from "../support/examples";
import { type GrantServer, grantServer, stsAnswer } from "../support/grant-servers";
import { type PipelineJob, pipelineRecipes, type Recipe } from "../support/pipeline-recipes";
import { ROOT, unframed, Workspace } from "../support/workspace";

const COMMAND = `exec node "${path.join(ROOT, "dist/cli/main.js")}" "$@"`;

let emulator: Emulator;
/** STS, and where GitHub gives tokens. */
let server: GrantServer;
let workspace: Workspace;

beforeAll(async () => {
  server = await grantServer(({ path: place }) =>
    place === "/token"
      ? { body: { value: "token of GitHub" } }
      : stsAnswer(emulator.issueCredentials({ lifetimeSeconds: 3_600 })),
  );
});

beforeEach(async () => {
  emulator = await startEmulator({ scenario: { clusters: { [CLUSTER]: {} } } });
  server.arrived.length = 0;
});

afterEach(async () => {
  await emulator.close();
  workspace.remove();
});

afterAll(() => server.close());

const jobIs = (state: string, more: ScenarioJob = {}) =>
  emulator.setJob(CLUSTER, "1.manager", { info: { State: state, OutputLog: "/home/train.o1" }, ...more });

/** The user's repository on a machine of the pipeline. npm has nothing to install there: the command is this checkout's. */
function checkout({ system, env }: Recipe): void {
  workspace = new Workspace({
    "main.tf": example("pipelines/main.tf"),
    "sign-in.sh": example("pipelines/sign-in.sh"),
    "oidc-token": `token of ${system}`,
    "bin/npm": '#!/bin/sh\n[ "$*" = ci ]\n',
    "bin/npx": `#!/bin/sh\n[ "$1" = cdktf-provider-ehpc ] || exit 1\nshift\n${COMMAND}\n`,
    "bin/cdktf-provider-ehpc": `#!/bin/sh\n${COMMAND}\n`,
    "bin/terraform": `#!/bin/sh\nexec "${pathOf(ownCli())}" "$@"\n`,
  });
  const { dir } = workspace;
  for (const name of ["sign-in.sh", "bin/npm", "bin/npx", "bin/cdktf-provider-ehpc", "bin/terraform"]) {
    chmodSync(path.join(dir, name), 0o755);
  }
  Object.assign(workspace.env, {
    ...env,
    PATH: `${path.join(dir, "bin")}${path.delimiter}${process.env.PATH}`,
    EHPC_ENDPOINT: emulator.endpoint,
    STS_ENDPOINT: server.origin,
    PLANS: dir,
    ...(system === "GitLab"
      ? { ALIBABA_CLOUD_OIDC_TOKEN: "token of GitLab" }
      : { ALIBABA_CLOUD_OIDC_TOKEN_FILE: path.join(dir, "oidc-token") }),
    ...(system === "GitHub" && {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${server.origin}/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request-token",
    }),
  });
}

interface Ended {
  readonly script: string;
  readonly status: number | null;
  readonly text: string;
}

/** Runs the scripts of a recipe's jobs, or of those named, until one fails. */
async function run({ jobs, oneMachine }: Recipe, ...names: readonly string[]): Promise<Ended> {
  let ended: Ended = { script: "", status: 0, text: "" };
  for (const { shell, scripts } of jobs.filter(({ name }) => names.length === 0 || names.includes(name))) {
    if (!oneMachine) {
      forget();
    }
    for (const script of scripts) {
      ended = await runScript(shell, script);
      if (ended.status !== 0) {
        return ended;
      }
    }
  }
  return ended;
}

/** Leaves what a pipeline carries from one machine to the next: sources, lock file, plan, and the state. */
function forget(): void {
  rmSync(path.join(workspace.dir, ".terraform"), { recursive: true, force: true });
}

async function runScript([program, ...options]: PipelineJob["shell"], script: string): Promise<Ended> {
  const child = spawn(program, [...options, "-c", script], {
    cwd: workspace.dir,
    env: workspace.env as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
  }
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return { script, status, text };
}

describe.each(pipelineRecipes().map((recipe) => [recipe.system, recipe] as const))(
  "in %s",
  (system, recipe) => {
    // Where the pipeline installs the provider, no other way leads to it.
    const installs = recipe.jobs.some(({ scripts }) => scripts.some((script) => script.endsWith(" install")));

    beforeEach(() => {
      checkout(recipe);
      if (installs) {
        rmSync(path.join(workspace.dir, "terraform.d"), { recursive: true });
      }
    });

    test("the pipeline waits for the job, plans behind the gate, and applies that plan, signed in by its token", async () => {
      jobIs("Running", {
        life: [
          { at: 0, State: "Running" },
          { at: 1, State: "Completed" },
        ],
      });

      expect(await run(recipe)).toMatchObject({ status: 0 });

      expect((await workspace.succeed("state", "list")).stdout).toContain("terraform_data.publish");
      const tokens = server.arrived.flatMap(({ parameters }) => parameters.OIDCToken ?? []);
      expect(new Set(tokens)).toEqual(new Set([`token of ${system}`]));
    });

    test("a failed job ends the wait", async () => {
      jobIs("Failed");
      const ended = await run(recipe, "install", "wait");
      expect(ended).toMatchObject({ status: 1, script: expect.stringContaining(" wait ") });
    });

    test("there is no plan to apply while the job runs", async () => {
      jobIs("Running");
      const ended = await run(recipe, "install", "plan");
      expect(ended).toMatchObject({ status: 1, script: expect.stringContaining("terraform plan") });
      expect(unframed(ended.text)).toContain("has not succeeded: its state is Running");
    });
  },
);
