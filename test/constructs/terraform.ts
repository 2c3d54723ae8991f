import { spawnSync } from "node:child_process";

/** The Terraform of this machine, or what TERRAFORM_BINARY_NAME names, as for the CDKTF command. */
const BINARY = process.env.TERRAFORM_BINARY_NAME ?? "terraform";

/** How a run of Terraform ended. */
export interface TerraformRun {
  readonly status: number | null;
  readonly stdout: string;
  /** Both streams, for messages to a person; free of box drawing and line breaks made by word wrap. */
  readonly output: string;
}

/** Runs Terraform in a folder, with the environment of the test and no CLI configuration of the machine. */
export function terraform(
  cwd: string,
  args: string[],
  env: NodeJS.ProcessEnv = {},
  input = "",
): TerraformRun {
  const { TF_CLI_CONFIG_FILE: _, ...rest } = process.env;
  const { status, stdout, stderr } = spawnSync(BINARY, args, {
    cwd,
    input,
    encoding: "utf8",
    env: { ...rest, HOME: cwd, CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1", ...env },
  });
  return { status, stdout, output: `${stdout}\n${stderr}`.replace(/[│╷╵]/g, "").replace(/\s+/g, " ") };
}
