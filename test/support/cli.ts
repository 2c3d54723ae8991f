import { execFileSync } from "node:child_process";
import path from "node:path";
import { allClis, type Cli } from "../../scripts/terraform/cli";

export { allClis, type Cli, ownCli } from "../../scripts/terraform/cli";

/** What a language feature came with, by product: the minor release after 1. */
export type Since = Readonly<Record<Cli["product"], number>>;

/** Provider functions. */
export const FUNCTIONS: Since = { terraform: 8, opentofu: 7 };

/** Ephemeral resources. */
export const EPHEMERAL_RESOURCES: Since = { terraform: 10, opentofu: 11 };

/** Write-only attributes. */
export const WRITE_ONLY_ATTRIBUTES: Since = { terraform: 11, opentofu: 11 };

/** Identities of resources. */
export const RESOURCE_IDENTITY: Since = { terraform: 12, opentofu: 12 };

/** Moves of a state between resource types. */
export const STATE_MOVES: Since = { terraform: 8, opentofu: 10 };

/** Moves from a `null_resource` to a `terraform_data`. */
export const DATA_MOVES: Since = { terraform: 9, opentofu: 10 };

/** Actions. No OpenTofu knows them yet. */
export const ACTIONS: Since = { terraform: 14, opentofu: Number.POSITIVE_INFINITY };

/** `terraform query`, and the generation of configuration by a provider. No OpenTofu knows them yet. */
export const QUERIES: Since = { terraform: 14, opentofu: Number.POSITIVE_INFINITY };

/** Mocks in `terraform test`. */
export const MOCKS: Since = { terraform: 7, opentofu: 8 };

/** Whether a CLI is new enough. */
export function knows({ product, version: [major, minor] }: Cli, since: Since): boolean {
  return major > 1 || (major === 1 && minor >= since[product]);
}

/** The path of a CLI's program, which may be a name that is looked up on PATH. */
export function pathOf({ program }: Cli): string {
  return path.isAbsolute(program)
    ? program
    : execFileSync("sh", ["-c", `command -v ${program}`], { encoding: "utf8" }).trim();
}

/** The CLIs here that know a feature. What the others leave untested is printed, with their versions. */
export function clisWith(feature: string, since: Since): readonly Cli[] {
  for (const { name } of allClis().filter((cli) => !knows(cli, since))) {
    process.stdout.write(`NOT TESTED with ${name}: ${feature}, which it does not know.\n`);
  }
  return allClis().filter((cli) => knows(cli, since));
}
