import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { platformOf } from "../../src/mirror/platform";
import { buildProvider } from "./build-provider";
import type { Cli } from "./cli";

/** The version that `@cdktf/provider-null` 11 asks for. */
export const NULL_VERSION = "3.2.4";

/** Where a `hashicorp/null` lies. */
export interface NullProvider {
  /** The folder of the registry host, as in a filesystem mirror. */
  readonly hostFolder: string;
  /** Whether it is not the real one. */
  readonly standIn: boolean;
}

/**
 * Gets `hashicorp/null` as any user does, by `terraform init` in `dir`: from a plugin folder of the machine or from
 * the registry. Only where that fails a stand-in is built there, and said so; with REQUIRE_REAL_NULL=1 that is an
 * error.
 */
export async function findNullProvider(
  cli: Cli,
  dir: string,
  say: (line: string) => void,
): Promise<NullProvider> {
  mkdirSync(dir, { recursive: true });
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
    return { hostFolder: path.join(dir, ".terraform/providers", cli.registry), standIn: false };
  } catch (error) {
    if (process.env.REQUIRE_REAL_NULL === "1") {
      throw error;
    }
    say(
      `${cli.name}: terraform init finds no hashicorp/null ${NULL_VERSION}, neither on this machine nor in the ` +
        "registry, so a STAND-IN of it (scripts/terraform/null-stand-in.ts) is used.",
    );
    const hostFolder = path.join(dir, cli.registry);
    buildInto(hostFolder, "scripts/terraform/null-stand-in.ts", `hashicorp/null/${NULL_VERSION}`);
    return { hostFolder, standIn: true };
  }
}

/** Builds a provider, as ours is built, into the folder of a mirror's host. */
export function buildInto(hostFolder: string, entry: string, provider: string): void {
  const [, type, version] = provider.split("/");
  const platform = platformOf(process.platform, process.arch);
  buildProvider(entry, path.join(hostFolder, provider, platform, `terraform-provider-${type}_v${version}`));
}
