import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { ROOT, Workspace } from "./workspace";

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

let mirror: string | undefined;

/** The sample provider, bundled as the real one is. */
function sampleMirror(): string {
  if (mirror === undefined) {
    const dir = mkdtempSync(path.join(os.tmpdir(), "ehpc-sample-"));
    mirror = path.join(dir, "terraform.local");
    const platform = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;
    const executable = path.join(mirror, "test/sample/1.0.0", platform, "terraform-provider-sample_v1.0.0");
    const entry = path.join(ROOT, "test/support/sample-provider/main.ts");
    execFileSync(process.execPath, [path.join(ROOT, "scripts/bundle-provider.mjs"), entry, executable]);
  }
  return mirror;
}
