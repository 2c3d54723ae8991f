import { mkdirSync } from "node:fs";
import path from "node:path";
import { type Cli, ownCli } from "./cli";
import { Workspace } from "./workspace";

/** A workspace with the sample provider, whose things lie in the folder `things`. */
export function sampleWorkspace(files: Readonly<Record<string, string>>, cli: Cli = ownCli()): Workspace {
  const block = 'provider "sample" { folder = "things" }';
  return unconfiguredSampleWorkspace({ "provider.tf": block, ...files }, cli);
}

/** The same without a provider block: the provider is required and never configured. */
export function unconfiguredSampleWorkspace(
  files: Readonly<Record<string, string>>,
  cli: Cli = ownCli(),
): Workspace {
  const workspace = new Workspace({ "versions.tf": REQUIREMENT, ...files }, {}, cli);
  mkdirSync(path.join(workspace.dir, "things"));
  return workspace;
}

const REQUIREMENT = `
  terraform {
    required_providers {
      sample = { source = "terraform.local/test/sample" }
    }
  }
`;
