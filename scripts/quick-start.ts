// The main job, shown: a CDKTF stack reads a job of a local E-HPC endpoint while the real Terraform plans, and what
// depends on the job waits behind a gate until it has completed.
import type { SpawnOptions } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { clientEnvironment } from "../src/emulator/client-environment";
import { startEmulator } from "../src/emulator/emulator";
import { createPrograms, Interruption, type Programs } from "./programs";
import { type Cli, ownCli } from "./terraform/cli";
import { findNullProvider } from "./terraform/null-provider";

const root = path.resolve(__dirname, "..");

/** Seconds of the job's life at which it is Running, and has Completed: src/emulator/scenario/quick-start.ts. */
const RUNNING_AT = 3;
const COMPLETED_AT = 6;

async function main(): Promise<void> {
  const programs = createPrograms();
  const cli = ownCli();
  // The job's life stands still while a program runs: each sees the state that it is said to see, on any machine.
  let lifeSeconds = 0;
  const emulator = await startEmulator({
    clock: { now: () => new Date(), monotonicMs: () => lifeSeconds * 1_000 },
  });
  const dir = mkdtempSync(path.join(os.tmpdir(), "ehpc-quick-start-"));
  const { set, unset } = clientEnvironment(emulator, process.env);
  for (const name of unset) {
    delete process.env[name];
  }
  const env = {
    ...process.env,
    ...set,
    // The example takes another job from these.
    CLUSTER_ID: undefined,
    JOB_ID: undefined,
    TERRAFORM_BINARY_NAME: cli.program,
    CDKTF_SKIP_PROVIDER_LOCK: "true",
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
    // A CLI configuration may switch plugin folders off; this one leaves everything as it is without one.
    TF_CLI_CONFIG_FILE: path.join(dir, "cli.tfrc"),
    // What a program leaves behind that was killed goes with the rest.
    TMPDIR: path.join(dir, "tmp"),
  };
  mkdirSync(env.TMPDIR);
  writeFileSync(env.TF_CLI_CONFIG_FILE, "");
  const stack = path.join(dir, "cdktf.out/stacks/publish");

  const terraform = (...args: readonly string[]) => show(programs, cli.program, args, { cwd: stack, env });

  try {
    step(
      `An E-HPC endpoint on this machine: ${emulator.endpoint}. Its job 1.manager is Pending, then Running, then Completed.`,
    );
    step("synth: examples/gate-on-job becomes a Terraform stack, with the provider beside it");
    await synthesize(programs, path.join(dir, "cdktf.out"), env);

    step(`${cli.name}: init`);
    await provideNull(cli, path.join(dir, "null"), stack);
    programs.goOn();
    await expectStatus(
      0,
      terraform("init", "-input=false", `-backend-config=path=${path.join(dir, "terraform.tfstate")}`),
    );

    step("plan, while the job is Pending: the gate refuses");
    await expectStatus(1, terraform("plan", "-input=false"));
    lifeSeconds = RUNNING_AT;
    step("plan, while the job is Running: the gate refuses");
    await expectStatus(1, terraform("plan", "-input=false"));
    lifeSeconds = COMPLETED_AT;
    step("plan, now that the job has Completed: the gate opens");
    await expectStatus(0, terraform("plan", "-input=false", "-out=plan"));
    step("apply: what depends on the job is made");
    await expectStatus(0, terraform("apply", "-input=false", "plan"));
    step("destroy, and nothing is left behind");
    await expectStatus(0, terraform("destroy", "-input=false", "-auto-approve"));
  } finally {
    await emulator.close();
    rmSync(dir, { recursive: true, force: true });
  }
  console.log("\nThe main job works on this machine. README.md tells how to use it in a stack of yours.");
}

function step(title: string): void {
  console.log(`\n=== ${title}\n`);
}

/** Runs the app, as `cdktf synth` does. The command itself has a part that npm has to compile on Node.js 24. */
async function synthesize(programs: Programs, output: string, env: NodeJS.ProcessEnv): Promise<void> {
  await programs.runSilently(process.execPath, ["--import", "tsx", "examples/gate-on-job/main.ts"], {
    cwd: root,
    env: { ...env, CDKTF_OUTDIR: output },
  });
  console.log(`Generated ${path.join(output, "stacks/publish/cdk.tf.json")}`);
}

/** Nothing to do where `terraform init` finds it by itself. */
async function provideNull(cli: Cli, dir: string, stack: string): Promise<void> {
  const { hostFolder, standIn } = await findNullProvider(cli, dir, (line) => console.log(line));
  if (!standIn) {
    return;
  }
  cpSync(hostFolder, path.join(stack, "terraform.d/plugins", cli.registry), { recursive: true });
}

/** Runs a program before the eyes of the reader. Not to its end at once: the emulator answers from this process. */
function show(
  programs: Programs,
  program: string,
  words: readonly string[],
  options: SpawnOptions,
): Promise<number | null> {
  const args = process.stdout.isTTY ? words : [...words.slice(0, 1), "-no-color", ...words.slice(1)];
  console.log(`$ ${path.basename(program)} ${args.join(" ")}`);
  return programs.run(program, args, { ...options, stdio: ["ignore", "inherit", "inherit"] });
}

async function expectStatus(expected: number, run: Promise<number | null>): Promise<void> {
  const status = await run;
  if (status !== expected) {
    throw new Error(`the command above ended with ${status}, not with ${expected}`);
  }
}

main().catch((error: unknown) => {
  if (error instanceof Interruption) {
    console.error(`\nThe quick start was ${error.message}; nothing of it is left behind.`);
    process.exitCode = error.exitCode;
    return;
  }
  console.error(`\nThe quick start failed: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
});
