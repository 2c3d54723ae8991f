// `node scripts/go-tool.mjs NAME [ARGUMENTS...]`: runs a checker that is written in Go, in the version that is pinned here.
// Go builds it once, into node_modules/.cache. Without arguments it is only built.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { root } from "./prepare.mjs";

const TOOLS = {
  actionlint: "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12",
  tfplugindocs: "github.com/hashicorp/terraform-plugin-docs/cmd/tfplugindocs@v0.25.0",
};

const [name = "", ...args] = process.argv.slice(2);
const tool = TOOLS[name];
if (tool === undefined) {
  console.error(`usage: node scripts/go-tool.mjs ${Object.keys(TOOLS).join("|")} [ARGUMENTS...]`);
  process.exit(2);
}
const folder = path.join(root, "node_modules/.cache/go-tools", tool.replaceAll("/", "+"));
const program = path.join(folder, process.platform === "win32" ? `${name}.exe` : name);
if (!existsSync(program)) {
  const { status, error } = spawnSync("go", ["install", tool], {
    stdio: "inherit",
    env: { ...process.env, GOBIN: folder },
  });
  if (status !== 0) {
    console.error(`${tool} cannot be built${error === undefined ? "." : `: ${error.message}.`}`);
    process.exit(1);
  }
}
if (args.length > 0) {
  process.exit(spawnSync(program, args, { stdio: "inherit" }).status ?? 1);
}
