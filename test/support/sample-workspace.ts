import { mkdirSync } from "node:fs";
import path from "node:path";
import { sampleMirror } from "./programs";
import { Workspace } from "./workspace";

/** A workspace with the sample provider, whose things lie in the folder `things`. */
export function sampleWorkspace(files: Readonly<Record<string, string>>): Workspace {
  const workspace = new Workspace({ "provider.tf": PROVIDER, ...files });
  mkdirSync(path.join(workspace.dir, "things"));
  workspace.plugin(sampleMirror());
  return workspace;
}

const PROVIDER = `
  terraform {
    required_providers {
      sample = { source = "terraform.local/test/sample" }
    }
  }
  provider "sample" { folder = "things" }
`;
