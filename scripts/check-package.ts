// The package as a user gets it: packed, installed into an empty project, a stack compiled, synthesized and planned.
// Needs a build, the packages of tools/ and a Terraform CLI: `node --import tsx scripts/check-package.ts`
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { ownCli } from "./terraform/cli";
import { findNullProvider } from "./terraform/null-provider";

const LARGEST_MIB = 8;
const PEERS = ["cdktf", "constructs", "@cdktf/provider-null"];

/** One subpath for each object, as in CDKTF's prebuilt packages. Its classes are the same as the entry's. */
const SUBPATHS = `
import * as entry from "cdktf-provider-ehpc";
import { DataEhpcJob } from "cdktf-provider-ehpc/lib/data-ehpc-job";
import { DataEhpcJobLog } from "cdktf-provider-ehpc/lib/data-ehpc-job-log";
import { DataEhpcJobs } from "cdktf-provider-ehpc/lib/data-ehpc-jobs";
import { Job } from "cdktf-provider-ehpc/lib/job";
import { JobCompletion } from "cdktf-provider-ehpc/lib/job-completion";
import { JobsCompletion } from "cdktf-provider-ehpc/lib/jobs-completion";
import { EhpcProvider, type EhpcProviderConfig } from "cdktf-provider-ehpc/lib/provider";
export const config: EhpcProviderConfig = { endpointType: "vpc" };
const classes = { DataEhpcJob, DataEhpcJobLog, DataEhpcJobs, EhpcProvider, Job, JobCompletion, JobsCompletion };
for (const [name, each] of Object.entries(classes)) {
  if (each !== entry[name as keyof typeof classes]) {
    throw new Error(name + " is another class under its subpath");
  }
}
`;

const root = path.resolve(__dirname, "..");
const { devDependencies } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
const dir = mkdtempSync(path.join(tmpdir(), "ehpc-package-"));
const project = path.join(dir, "project");

async function main(): Promise<void> {
  try {
    const tarball = pack();
    install(tarball);
    runPrograms();
    await planAgainstEmulator(path.join(project, "cdktf.out/stacks/publish"));
    checkCdkTerrain(tarball);
    console.log("the packed package works in an empty project");
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Packs, and checks what is in the tarball. Returns its path. */
function pack(): string {
  const [packed] = JSON.parse(npm(root, "pack", "--json", "--ignore-scripts", "--pack-destination", dir));
  const files: string[] = packed.files.map((file: { path: string }) => file.path);
  const size = packed.unpackedSize / 1024 ** 2;
  console.log(`packed: ${files.length} files, ${size.toFixed(2)} MiB unpacked`);
  assert.ok(size <= LARGEST_MIB, `the package unpacks to more than ${LARGEST_MIB} MiB`);
  assert.ok(!files.includes("dist/development-build"), "a package is no development build");
  assert.ok(files.includes("dist/THIRD-PARTY-NOTICES"), "licences of bundled code travel with it");
  const expected = /^(dist|docs|examples)\/|^(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/;
  assert.deepEqual(
    files.filter((file) => !expected.test(file)),
    [],
    "files that nobody needs",
  );
  return path.join(dir, packed.filename);
}

/** Installs the tarball and its peers, and nothing else may come with it. */
function install(tarball: string): void {
  mkdirSync(project);
  write("package.json", JSON.stringify({ name: "empty", private: true }));
  npm(
    project,
    "install",
    "--no-fund",
    "--no-audit",
    tarball,
    ...PEERS.map((name) => `${name}@${devDependencies[name]}`),
  );
  const installed = JSON.parse(npm(project, "ls", "--json", "cdktf-provider-ehpc"));
  const { dependencies = {} } = installed.dependencies["cdktf-provider-ehpc"];
  assert.deepEqual(
    Object.keys(dependencies).filter((name) => !PEERS.includes(name)),
    [],
    "run-time dependencies",
  );
}

/** Compiles the example and a test of the user's own against the package's types, and runs them. */
function runPrograms(): void {
  write("main.ts", readFileSync(path.join(root, "examples/gate-on-job/main.ts"), "utf8"));
  write(
    "emulator.ts",
    `import { startEmulator } from "cdktf-provider-ehpc/emulator";
    startEmulator({ scenario: { clusters: {} } }).then((emulator) => emulator.close());`,
  );
  write("subpaths.ts", SUBPATHS);
  compile(project, "main.ts", "emulator.ts", "subpaths.ts");
  for (const program of ["main.js", "emulator.js", "subpaths.js"]) {
    execFileSync(process.execPath, [program], { cwd: project, stdio: "inherit" });
  }
}

/** With CDK Terrain alone: nothing of CDKTF comes along, and the program of the guide compiles and synthesizes. */
function checkCdkTerrain(tarball: string): void {
  const terrain = path.join(dir, "terrain");
  mkdirSync(terrain);
  writeFileSync(path.join(terrain, "package.json"), JSON.stringify({ name: "empty", private: true }));
  npm(terrain, "install", "--no-fund", "--no-audit", tarball, `cdktn@${devDependencies.cdktn}`, "constructs");
  const lock = JSON.parse(readFileSync(path.join(terrain, "package-lock.json"), "utf8"));
  assert.deepEqual(
    Object.keys(lock.packages).filter((name) => /(?:^|\/)@?cdktf(?:\/|$)/.test(name)),
    [],
    "packages of CDKTF beside CDK Terrain",
  );
  cpSync(path.join(root, "examples/cdk-terrain/main.ts"), path.join(terrain, "main.ts"));
  compile(terrain, "main.ts");
  execFileSync(process.execPath, ["main.js"], { cwd: terrain, stdio: "inherit" });
  const stack = JSON.parse(readFileSync(path.join(terrain, "cdktf.out/stacks/publish/cdk.tf.json"), "utf8"));
  assert.deepEqual(Object.keys(stack.resource), ["terraform_data"], "resources of the stack");

  const wrong = spawnSync(process.execPath, ["-e", 'require("cdktf-provider-ehpc")'], {
    cwd: terrain,
    encoding: "utf8",
  });
  assert.match(wrong.stderr, /the package "cdktf" is not installed.* import "cdktf-provider-ehpc\/cdktn"/);
}

/** Compiles programs of a project, each time as another kind of project does. */
function compile(cwd: string, ...programs: readonly string[]): void {
  const types = ["--typeRoots", path.join(root, "node_modules/@types"), "--types", "node"];
  const compilers = [
    ["node_modules", "node16"],
    // CDKTF's TypeScript with the module kind of projects that `cdktf init` made: it does not read "exports" of a package.
    ["tools/node_modules", "commonjs"],
  ] as const;
  for (const [folder, module] of compilers) {
    const tsc = path.join(root, folder, "typescript/bin/tsc");
    const options = ["--strict", "--module", module, "--target", "es2022", ...types];
    execFileSync(process.execPath, [tsc, ...options, ...programs], { cwd, stdio: "inherit" });
  }
}

/** Plans against the emulator of the packed command, which runs as a process of its own. */
async function planAgainstEmulator(stack: string): Promise<void> {
  const cli = ownCli();
  const nullProvider = await findNullProvider(cli, path.join(dir, "null"), (line) => console.log(line));
  if (nullProvider.standIn) {
    cpSync(nullProvider.hostFolder, path.join(stack, "terraform.d/plugins", cli.registry), {
      recursive: true,
    });
  }
  const command = path.join(project, "node_modules/.bin/cdktf-provider-ehpc");
  const emulator = spawn(command, ["emulator"], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const cliConfig = path.join(dir, "cli.tfrc");
    writeFileSync(cliConfig, "");
    const exported = await environmentOf(emulator.stdout);
    const env = { ...process.env, ...exported, CHECKPOINT_DISABLE: "1", TF_CLI_CONFIG_FILE: cliConfig };
    const run = (...args: string[]) => spawnSync(cli.program, args, { cwd: stack, env, encoding: "utf8" });
    const init = run("init", "-input=false", "-no-color");
    assert.equal(init.status, 0, init.stdout + init.stderr);
    const plan = run("plan", "-input=false", "-no-color");
    assert.equal(plan.status, 1, plan.stdout + plan.stderr);
    assert.match(plan.stdout, /state = "Pending"/);
    assert.match(plan.stderr, /This gate opens only when the job has succeeded/);
  } finally {
    emulator.kill("SIGTERM");
  }
}

/** The variables that the emulator tells a shell to export, or to unset; the region is the last of them. */
async function environmentOf(output: Readable): Promise<Record<string, string | undefined>> {
  const env: Record<string, string | undefined> = {};
  for await (const line of createInterface({ input: output })) {
    for (const unset of /^unset (.*)$/.exec(line)?.[1]?.split(" ") ?? []) {
      env[unset] = undefined;
    }
    const [, name, value] = /^export (\w+)='(.*)'$/.exec(line) ?? [];
    if (name === undefined || value === undefined) {
      continue;
    }
    env[name] = value;
    if (name === "ALIBABA_CLOUD_REGION") {
      return env;
    }
  }
  throw new Error("the emulator ended before it had told its environment");
}

function npm(cwd: string, ...args: string[]): string {
  return execFileSync("npm", [...args, "--loglevel=error"], { cwd, encoding: "utf8" });
}

function write(name: string, text: string): void {
  writeFileSync(path.join(project, name), text);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
