import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { installMirror } from "./install-mirror";
import { findInstallationBlocks } from "./installation-block";
import { CommandError, ExitCode, type Terminal } from "./terminal";

/** What the command line of `install` gives. */
export interface InstallCommandOptions {
  dir?: string;
}

/**
 * Copies the built provider into a plugin folder, where `terraform init` finds it without a registry, and says so where
 * the CLI configuration keeps Terraform from looking there.
 */
export async function runInstall({ dir }: InstallCommandOptions, terminal: Terminal): Promise<void> {
  const { packageDirectory, homeDirectory, workingDirectory } = terminal;
  const mirror = join(packageDirectory, "plugins");
  if (!existsSync(mirror)) {
    throw new CommandError(
      ExitCode.failed,
      `The provider has not been built: ${mirror} is missing. In a checkout, "npm run build" makes it.`,
    );
  }
  const directory = resolve(workingDirectory, dir ?? join(homeDirectory, ".terraform.d/plugins"));
  const developmentBuild = existsSync(join(packageDirectory, "development-build"));
  const installed = await installMirror(mirror, directory, { replace: developmentBuild });
  for (const { name, outcome } of installed) {
    if (outcome === "different") {
      throw new CommandError(
        ExitCode.failed,
        `${join(directory, name)} holds other bytes of the same version and is left as it is: lock files may depend on them. Remove it to have it replaced.`,
      );
    }
    terminal.note(`${SENTENCES[outcome](name, directory)}\n`);
  }
  for (const block of findInstallationBlocks(terminal)) {
    if (!block.text.includes(JSON.stringify(directory)))
      terminal.note(adviceFor(block.file, directory, installed));
  }
  terminal.out(`${directory}\n`);
}

const SENTENCES = {
  installed: (name: string, directory: string) => `Installed ${name} into ${directory}.`,
  present: (name: string, directory: string) => `${name} is in ${directory} already.`,
  replaced: (name: string, directory: string) =>
    `Replaced a development build of ${name} in ${directory}. Where a .terraform.lock.hcl knows the former one, remove its entry and run "terraform init" again.`,
} as const;

/** Terraform looks into plugin folders by itself only where no provider_installation block tells it otherwise. */
function adviceFor(file: string, directory: string, installed: readonly { name: string }[]): string {
  const hosts = [...new Set(installed.map(({ name }) => name.split("/")[0]))];
  const pattern = JSON.stringify(hosts.map((host) => `${host}/*/*`));
  return [
    "",
    `${file} has a provider_installation block, so Terraform does not look into plugin folders by itself.`,
    "Add to that block:",
    "",
    "  filesystem_mirror {",
    `    path    = ${JSON.stringify(directory)}`,
    `    include = ${pattern}`,
    "  }",
    "",
    `and to its direct block, where it has one: exclude = ${pattern}`,
    "",
  ].join("\n");
}
