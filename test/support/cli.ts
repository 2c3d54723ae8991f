import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";

/** A Terraform or OpenTofu program that the tests drive. */
export interface Cli {
  /** "Terraform 1.11.4", "OpenTofu 1.12.6": stands in the names of tests. */
  readonly name: string;
  readonly program: string;
  readonly product: "terraform" | "opentofu";
  readonly version: readonly [major: number, minor: number, patch: number];
  /** Where the program looks for `hashicorp/null`. */
  readonly registry: "registry.terraform.io" | "registry.opentofu.org";
}

/** What a person without a Terraform CLI is told. */
export const HOW_TO_GET_A_CLI =
  "No Terraform CLI: neither `terraform` nor `tofu` is on PATH. Install one of them, 1.5 or later:\n" +
  "  Terraform  https://developer.hashicorp.com/terraform/install\n" +
  "  OpenTofu   https://opentofu.org/docs/intro/install";

let found: readonly Cli[] | undefined;

/**
 * The machine's own CLI first, then those of the folder TERRAFORM_VERSIONS_DIR.
 *
 * @throws Error that says how to get one where there is none
 */
export function allClis(): readonly [Cli, ...Cli[]] {
  found ??= [...onPath(), ...inFolder(process.env.TERRAFORM_VERSIONS_DIR)];
  const [first, ...others] = found;
  if (first === undefined) throw new Error(HOW_TO_GET_A_CLI);
  return [first, ...others];
}

/** What a language feature came with, by product: the minor release after 1. */
export type Since = Readonly<Record<Cli["product"], number>>;

/** Provider functions. */
export const FUNCTIONS: Since = { terraform: 8, opentofu: 7 };

/** Ephemeral resources. */
export const EPHEMERAL_RESOURCES: Since = { terraform: 10, opentofu: 11 };

/** Mocks in `terraform test`. */
export const MOCKS: Since = { terraform: 7, opentofu: 8 };

/** Whether a CLI is new enough. */
export function knows({ product, version: [major, minor] }: Cli, since: Since): boolean {
  return major > 1 || (major === 1 && minor >= since[product]);
}

/** The machine's own CLI. */
export function ownCli(): Cli {
  return allClis()[0];
}

function onPath(): Cli[] {
  return ["terraform", "tofu"].flatMap((program) => describeCli(program) ?? []).slice(0, 1);
}

function inFolder(folder: string | undefined): Cli[] {
  if (folder === undefined) return [];
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
  if (match === null) return undefined;
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
