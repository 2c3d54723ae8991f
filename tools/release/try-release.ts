import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Cli } from "../../scripts/terraform/cli";
import { PROVIDER_ADDRESS } from "../../src/provider/address";
import { releaseNames } from "./release-names";

/**
 * Installs the archive of a platform by `terraform init`, from a mirror in the packed layout, and has Terraform ask the
 * provider for its schema.
 *
 * @returns the names of the data sources that Terraform then knows
 * @throws Error with what Terraform says when it refuses the archive, or the provider does not run
 */
export function tryRelease(folder: string, version: string, platform: string, cli: Cli): string[] {
  const dir = mkdtempSync(path.join(tmpdir(), "ehpc-release-"));
  try {
    const mirror = path.join(dir, "mirror", PROVIDER_ADDRESS);
    mkdirSync(mirror, { recursive: true });
    const zip = releaseNames(version).zip(platform);
    copyFileSync(path.join(folder, zip), path.join(mirror, zip));
    const requirement = { source: PROVIDER_ADDRESS, version };
    writeFileSync(
      path.join(dir, "main.tf.json"),
      JSON.stringify({ terraform: { required_providers: { ehpc: requirement } } }),
    );
    const cliConfig = path.join(dir, "cli.tfrc");
    writeFileSync(
      cliConfig,
      `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(path.join(dir, "mirror"))}\n  }\n}\n`,
    );
    const run = (...args: string[]) =>
      execFileSync(cli.program, args, {
        cwd: dir,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
        env: { ...process.env, TF_CLI_CONFIG_FILE: cliConfig, CHECKPOINT_DISABLE: "1" },
      });
    run("init", "-input=false", "-no-color");
    const { provider_schemas } = JSON.parse(run("providers", "schema", "-json"));
    return Object.keys(provider_schemas[PROVIDER_ADDRESS].data_source_schemas);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
