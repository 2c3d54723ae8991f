// `node tools/generate/check-docs.mjs`: HashiCorp's tfplugindocs checks docs/ as the registry reads it: which pages there
// are, against the provider's schema, and the head of each.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "../../scripts/prepare.mjs";
import { source } from "../../scripts/source.mjs";

const { ehpc } = source("provider/provider.ts");
const { providerSchemaJson } = source("plugin/schema/schema-json.ts");

const folder = mkdtempSync(path.join(tmpdir(), "ehpc-docs-"));
try {
  const file = path.join(folder, "schema.json");
  // It looks a provider up by this name, or below the public registry's address.
  const provider_schemas = { ehpc: providerSchemaJson(ehpc({})) };
  writeFileSync(file, JSON.stringify({ format_version: "1.0", provider_schemas }));
  const args = ["validate", "--provider-name=ehpc", `--provider-dir=${root}`, `--providers-schema=${file}`];
  const tool = path.join(root, "scripts/go-tool.mjs");
  const command = [tool, "tfplugindocs", ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: "utf8" });
  // Its log names each page several times.
  const said = (stdout + stderr).split("\n").filter((line) => !/\[DEBUG\]|^running /.test(line));
  console.log(said.join("\n").trim());
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true });
}
