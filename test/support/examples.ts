import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { ROOT, type Workspace } from "./workspace";

/** The text of a file of examples/. */
export function example(name: string): string {
  return readFileSync(path.join(ROOT, "examples", name), "utf8");
}

/** Puts the stack that an example in TypeScript synthesizes to into a workspace. Its state stays there, too. */
export function synthesize(name: string, workspace: Workspace): void {
  const tsx = path.join(ROOT, "node_modules/.bin/tsx");
  const outdir = path.join(workspace.dir, "cdktf.out");
  const env = { ...workspace.env, CDKTF_OUTDIR: outdir } as NodeJS.ProcessEnv;
  execFileSync(tsx, [path.join(ROOT, "examples", name)], { cwd: workspace.dir, env });
  workspace.write("cdk.tf.json", workspace.read("cdktf.out/stacks/publish/cdk.tf.json"));
}
