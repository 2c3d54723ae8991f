import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { allClis, type Cli } from "./cli";

/** The version that `@cdktf/provider-null` 11 asks for. */
export const NULL_VERSION = "3.2.4";

/** Tells the processes of one test run, by CLI product, where its `hashicorp/null` lies. */
const VARIABLE = "NULL_MIRRORS";

/**
 * The folder of the registry host, with `hashicorp/null` in it, that {@link findNullProviders} found for the CLI;
 * `undefined` where nobody has looked.
 */
export function nullMirror(cli: Cli): string | undefined {
  const mirrors: Record<string, string> = JSON.parse(process.env[VARIABLE] ?? "{}");
  return mirrors[cli.product];
}

/**
 * Gets `hashicorp/null` as any user does, by `terraform init`: from a plugin folder of the machine or from the
 * registry. Only where that fails a stand-in is built, and said so; with REQUIRE_REAL_NULL=1 that is an error.
 */
export async function findNullProviders(say: (line: string) => void): Promise<void> {
  const mirrors: Record<string, string> = {};
  for (const cli of allClis()) mirrors[cli.product] ??= await findNullProvider(cli, say);
  process.env[VARIABLE] = JSON.stringify(mirrors);
}

/** The same for one CLI. Returns the folder of the registry host. */
export async function findNullProvider(cli: Cli, say: (line: string) => void): Promise<string> {
  const dir = mkdtempSync(path.join(os.tmpdir(), "ehpc-null-"));
  const cliConfig = path.join(dir, "cli.tfrc");
  writeFileSync(cliConfig, "");
  const requirement = { source: "hashicorp/null", version: NULL_VERSION };
  writeFileSync(
    path.join(dir, "main.tf.json"),
    JSON.stringify({ terraform: { required_providers: { null: requirement } } }),
  );
  try {
    await promisify(execFile)(cli.program, ["init", "-input=false"], {
      cwd: dir,
      env: { ...process.env, TF_CLI_CONFIG_FILE: cliConfig, CHECKPOINT_DISABLE: "1" },
      timeout: 120_000,
    });
    say(`${cli.name}: the real hashicorp/null ${NULL_VERSION}`);
    return path.join(dir, ".terraform/providers", cli.registry);
  } catch (error) {
    if (process.env.REQUIRE_REAL_NULL === "1") throw error;
    say(
      `${cli.name}: terraform init finds no hashicorp/null ${NULL_VERSION}, neither on this machine nor in the ` +
        "registry, so a STAND-IN of it (test/support/null-provider.ts) is used.",
    );
    return buildStandIn(path.join(dir, cli.registry));
  }
}

async function buildStandIn(hostFolder: string): Promise<string> {
  const platform = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;
  const leaf = path.join(hostFolder, "hashicorp/null", NULL_VERSION, platform);
  mkdirSync(leaf, { recursive: true });
  const outFile = path.join(leaf, `terraform-provider-null_v${NULL_VERSION}`);
  const root = path.resolve(__dirname, "../..");
  const script = path.join(root, "scripts/bundle-provider.mjs");
  await promisify(execFile)(process.execPath, [script, path.join(__dirname, "null-provider.ts"), outFile]);
  if (!existsSync(outFile)) throw new Error(`${script} left no ${outFile}`);
  return hostFolder;
}
