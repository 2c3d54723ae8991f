import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Terminal } from "../terminal/terminal";

/** A CLI configuration file with a `provider_installation` block. */
export interface InstallationBlock {
  file: string;
  /** The file without its comments. */
  text: string;
}

type ConfiguredTerminal = Pick<Terminal, "env" | "homeDirectory" | "platform">;

/** A quoted text, or a comment in one of HCL's three forms. */
const STRING_OR_COMMENT = /"(?:[^"\\\n]|\\.)*"|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

/**
 * The CLI configuration files with a `provider_installation` block: the file in `TF_CLI_CONFIG_FILE`, else the default
 * files of Terraform and OpenTofu (developer.hashicorp.com/terraform/cli/config/config-file,
 * opentofu.org/docs/cli/config/config-file).
 */
export function findInstallationBlocks(terminal: ConfiguredTerminal): InstallationBlock[] {
  const blocks: InstallationBlock[] = [];
  for (const file of configurationFiles(terminal)) {
    const text = withoutComments(read(file));
    if (/(?:^|[\s{},])"?provider_installation"?\s*[:={]/.test(text)) {
      blocks.push({ file, text });
    }
  }
  return blocks;
}

function configurationFiles({ env, homeDirectory: home, platform }: ConfiguredTerminal): string[] {
  const named = env.TF_CLI_CONFIG_FILE ?? env.TERRAFORM_CONFIG ?? "";
  if (named !== "") {
    return [named];
  }
  if (platform === "win32") {
    const folder = env.APPDATA ?? "";
    return ["terraform.rc", ...filesIn(folder, "terraform.d"), "tofu.rc"].map((name) => join(folder, name));
  }
  return [
    ...[".terraformrc", ...filesIn(home, ".terraform.d"), ".tofurc"].map((name) => join(home, name)),
    join(env.XDG_CONFIG_HOME || join(home, ".config"), "opentofu/tofurc"),
  ];
}

/** The configuration files in a folder below another one. */
function filesIn(parent: string, folder: string): string[] {
  return namesIn(join(parent, folder))
    .filter((name) => /\.tfrc(?:\.json)?$/.test(name))
    .map((name) => join(folder, name));
}

function withoutComments(text: string): string {
  return text.replace(STRING_OR_COMMENT, (found) => (found.startsWith('"') ? found : " "));
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // Terraform, too, ignores a file that it cannot read.
    return "";
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
