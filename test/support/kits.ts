import { execFileSync } from "node:child_process";
import { symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { forCdktn } from "../../scripts/for-cdktn.cjs";
import { ROOT, type Workspace } from "./workspace";

/** The kits that the package has constructs for. */
export type Kit = "cdktf" | "cdktn";

/**
 * Synthesizes a stack named `publish` with the built package, as a program of a user's does, and puts it into a workspace.
 *
 * @param kit which one the program uses
 * @param program in JavaScript with `require`, for CDKTF: names of CDK Terrain take the place of CDKTF's
 * @returns the configuration
 */
export function synthesizeWith(kit: Kit, program: string, workspace: Workspace) {
  const file = path.join(workspace.dir, `${kit}.cjs`);
  writeFileSync(file, kit === "cdktn" ? forCdktn(program) : program);
  linkPackages(workspace);
  const env = { ...workspace.env, CDKTF_OUTDIR: path.join(workspace.dir, `${kit}.out`) } as NodeJS.ProcessEnv;
  execFileSync(process.execPath, [file], { cwd: workspace.dir, env });
  const text = workspace.read(`${kit}.out/stacks/publish/cdk.tf.json`);
  workspace.write("cdk.tf.json", text);
  return JSON.parse(text);
}

/** Lets programs in the workspace load this package, as it is built, and the kits. */
function linkPackages(workspace: Workspace): void {
  const modules = path.join(workspace.dir, "node_modules");
  try {
    workspace.write("node_modules/.keep", "");
    symlinkSync(ROOT, path.join(modules, "cdktf-provider-ehpc"));
    for (const name of ["cdktf", "cdktn", "constructs", "@cdktf"]) {
      symlinkSync(path.join(ROOT, "node_modules", name), path.join(modules, name));
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
      throw error;
    }
  }
}
