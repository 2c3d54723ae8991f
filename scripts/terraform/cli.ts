import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** A Terraform or OpenTofu program. */
export interface Cli {
  /** "Terraform 1.11.4", "OpenTofu 1.12.6". */
  readonly name: string;
  readonly program: string;
  readonly product: "terraform" | "opentofu";
  readonly version: readonly [major: number, minor: number, patch: number];
  /** Where the program looks for `hashicorp/null`. */
  readonly registry: "registry.terraform.io" | "registry.opentofu.org";
}

/** What a person without a Terraform CLI is told. */
const HOW_TO_GET_A_CLI = readFileSync(path.join(__dirname, "how-to-get-a-cli.txt"), "utf8").trimEnd();

let found: readonly Cli[] | undefined;

/**
 * The machine's own CLI first, then those of the folder TERRAFORM_VERSIONS_DIR.
 *
 * @throws Error that says how to get one where there is none
 */
export function allClis(): readonly [Cli, ...Cli[]] {
  found ??= [...onPath(), ...inFolder(process.env.TERRAFORM_VERSIONS_DIR)];
  const [first, ...others] = found;
  if (first === undefined) {
    throw new Error(HOW_TO_GET_A_CLI);
  }
  return [first, ...others];
}

/** The machine's own CLI. */
export function ownCli(): Cli {
  return allClis()[0];
}

function onPath(): Cli[] {
  return ["terraform", "tofu"].flatMap((program) => describeCli(program) ?? []).slice(0, 1);
}

function inFolder(folder: string | undefined): Cli[] {
  if (folder === undefined) {
    return [];
  }
  return readdirSync(folder)
    .sort()
    .flatMap((file) => describeCli(path.join(folder, file)) ?? []);
}

function describeCli(program: string): Cli | undefined {
  let output: string;
  try {
    output = execFileSync(program, ["version"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      env: { ...process.env, CHECKPOINT_DISABLE: "1" },
    });
  } catch {
    return undefined;
  }
  const match = /^(Terraform|OpenTofu) v(\d+)\.(\d+)\.(\d+)/m.exec(output);
  if (match === null) {
    return undefined;
  }
  const [, label = "", major, minor, patch] = match;
  const product = label === "Terraform" ? "terraform" : "opentofu";
  return {
    name: `${label} ${major}.${minor}.${patch}`,
    program,
    product,
    version: [Number(major), Number(minor), Number(patch)],
    registry: product === "terraform" ? "registry.terraform.io" : "registry.opentofu.org",
  };
}
