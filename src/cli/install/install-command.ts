import { existsSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { installArchive } from "../../mirror/install-archive";
import { type Installed, installMirror, versionsIn } from "../../mirror/install-mirror";
import { systemCodeOf } from "../system-error";
import { CommandError, ExitCode, type Terminal } from "../terminal/terminal";
import { askingMethods } from "./asking-methods";
import { findInstallationBlocks, type InstallationBlock } from "./installation-block";
import { readArchive, releaseStem } from "./read-archive";

/** The options of `install`. */
export interface InstallCommandOptions {
  dir?: string;
  /** Path of a release archive with the compiled provider. */
  from?: string;
}

/**
 * Installs the provider into a plugin folder, where `terraform init` finds it without a registry, and warns if the CLI
 * configuration keeps Terraform from searching there. Installs the script of this package, or the executable in an
 * archive.
 */
export async function runInstall({ dir, from }: InstallCommandOptions, terminal: Terminal): Promise<void> {
  const { packageDirectory } = terminal;
  const mirror = join(packageDirectory, "plugins");
  if (!existsSync(mirror)) {
    throw new CommandError(
      ExitCode.failed,
      `The provider is not built: ${mirror} is missing. In a checkout, run "npm run build".`,
    );
  }
  const directory = directoryFor(dir, terminal);
  const installed = place(mirror, directory, from, terminal);
  for (const { name, outcome } of installed) {
    if (outcome === "different") {
      throw new CommandError(
        ExitCode.failed,
        `${join(directory, name)} has the same version but different content, and lock files may depend on it. It is not replaced. Remove it to install this one.`,
      );
    }
    terminal.note(`${SENTENCES[outcome](name, directory)}\n`);
  }
  const blocks = findInstallationBlocks(terminal);
  if (blocks.length === 0 && !isSearched(directory, terminal)) {
    terminal.note(`${searchAdvice(directory)}\n`);
  }
  for (const block of blocks) {
    terminal.note(adviceFor(block, directory, installed));
  }
  terminal.out(`${directory}\n`);
}

function place(mirror: string, directory: string, from: string | undefined, terminal: Terminal): Installed[] {
  try {
    return install(mirror, directory, from, terminal);
  } catch (error) {
    throw installationError(error, directory);
  }
}

function install(
  mirror: string,
  directory: string,
  from: string | undefined,
  { packageDirectory, platform, workingDirectory }: Terminal,
): Installed[] {
  if (from === undefined && platform !== "win32") {
    const developmentBuild = existsSync(join(packageDirectory, "development-build"));
    return installMirror(mirror, directory, { replace: developmentBuild });
  }
  // One version: the package's own.
  const [release = ""] = versionsIn(mirror);
  if (from !== undefined) {
    return [installArchive(readArchive(resolve(workingDirectory, from), release), directory)];
  }
  throw new CommandError(
    ExitCode.usage,
    "The provider of this package is a script, and Windows can start only executables. Download the compiled provider, " +
      `${releaseStem(release)}_windows_amd64.zip or ..._arm64.zip, and install it with --from <path>.`,
  );
}

function directoryFor(dir: string | undefined, terminal: Terminal): string {
  if (dir !== undefined) {
    return resolve(terminal.workingDirectory, dir);
  }
  const own = ownPluginFolder(terminal);
  if (isAbsolute(own)) {
    return own;
  }
  const variable = terminal.platform === "win32" ? "APPDATA" : "HOME";
  throw new CommandError(
    ExitCode.usage,
    `There is no home directory: ${variable} is empty or not an absolute path. Set --dir to a directory.`,
  );
}

/** Whether `terraform init` finds providers there (developer.hashicorp.com/terraform/cli/config/config-file). */
function isSearched(directory: string, terminal: Terminal): boolean {
  return (
    directory === resolve(ownPluginFolder(terminal)) ||
    directory === resolve(terminal.workingDirectory, "terraform.d/plugins")
  );
}

/** How to make Terraform search a directory that it does not search from here. */
function searchAdvice(directory: string): string {
  const folder = /^(.*)[\\/]terraform\.d[\\/]plugins$/.exec(directory)?.[1];
  return folder === undefined
    ? `Terraform does not search that directory by default. Run "terraform init -plugin-dir=${directory}".`
    : `Terraform searches that directory when it runs in ${folder}.`;
}

/** The user's plugin folder: below the home directory, or below APPDATA on Windows. */
function ownPluginFolder({ env, homeDirectory, platform }: Terminal): string {
  return platform === "win32"
    ? join(env.APPDATA ?? "", "terraform.d/plugins")
    : join(homeDirectory, ".terraform.d/plugins");
}

/** A system error as a sentence; any other error unchanged. */
function installationError(error: unknown, directory: string): unknown {
  const code = systemCodeOf(error);
  if (code === null) {
    return error;
  }
  const { path = directory } = error as { path?: unknown };
  return new CommandError(
    ExitCode.failed,
    `The provider cannot be installed into ${directory}: access to ${path} failed (${code}).`,
  );
}

const SENTENCES = {
  installed: (name: string, directory: string) => `Installed ${name} into ${directory}.`,
  present: (name: string, directory: string) => `${name} is already in ${directory}.`,
  replaced: (name: string, directory: string) =>
    `Replaced a development build of ${name} in ${directory}. If a .terraform.lock.hcl has an entry for the previous build, remove that entry and run "terraform init" again.`,
} as const;

/**
 * What to add to a provider_installation block; empty where nothing is missing. With the block Terraform searches no plugin
 * folder by default, and asks each other method that may have the provider, also where a mirror has it.
 */
function adviceFor(
  { file, text }: InstallationBlock,
  directory: string,
  installed: readonly Installed[],
): string {
  const [host = ""] = installed.map(({ name }) => name.split("/")[0]);
  const pattern = JSON.stringify([`${host}/*/*`]);
  const asked = askingMethods(text, host);
  const isMissing = !text.includes(JSON.stringify(directory));
  if (!isMissing && asked.length === 0) {
    return "";
  }
  const mirror = [
    `${file} has a provider_installation block, so Terraform does not search plugin folders by default.`,
    "Add to that block:",
    "",
    "  filesystem_mirror {",
    `    path    = ${JSON.stringify(directory)}`,
    `    include = ${pattern}`,
    "  }",
    "",
  ];
  const exclusions = [
    `Terraform also asks ${asked.map((method) => `the ${method} block`).join(" and ")} of ${file} for the provider, and fails if that has no answer. Add to each:`,
    "",
    `    exclude = ${pattern}`,
    "",
  ];
  return ["", ...(isMissing ? mirror : []), ...(asked.length > 0 ? exclusions : [])].join("\n");
}
