import { spawnSync } from "node:child_process";
import { ownCli } from "../support/cli";

/** How a run of Terraform ended. */
export interface TerraformRun {
  readonly status: number | null;
  readonly stdout: string;
  /** Both streams, for a message to a person. */
  readonly output: string;
}

/** Runs the machine's Terraform in a folder, with no CLI configuration but its defaults. */
export function terraform(cwd: string, args: readonly string[], input = ""): TerraformRun {
  const { TF_CLI_CONFIG_FILE: _, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(ownCli().program, args, {
    cwd,
    input,
    encoding: "utf8",
    env: { ...env, HOME: cwd, CHECKPOINT_DISABLE: "1" },
  });
  return { status, stdout, output: `${stdout}${stderr}` };
}
