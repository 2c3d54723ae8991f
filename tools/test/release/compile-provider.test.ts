import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { terraformEnvironment } from "../../../scripts/terraform/plugin-environment";
import { ownBun } from "../../release/bun-runtime";
import { compileProvider } from "../../release/compile-provider";
import { executablePlatform } from "../../release/executable-platform";
import { ownTarget, type Target } from "../../release/targets";

const target = ownTarget() as Target;
let folder: string;
let executable: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "compile-"));
  executable = join(folder, "once/terraform-provider-ehpc");
  compileProvider({ outFile: executable, target, runtime: ownBun() });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs it without a client certificate: it says so and ends. */
function run(cwd: string, changes: Record<string, string | undefined> = {}): string {
  const env = terraformEnvironment({ PATH: "", PLUGIN_CLIENT_CERT: undefined, ...changes });
  return spawnSync(executable, [], { cwd, env, encoding: "utf8" }).stdout;
}

test("a compiled provider is an executable of this platform that needs no node on PATH", () => {
  expect(executablePlatform(readFileSync(executable))).toBe(target.platform);
  expect(run(folder)).toMatch(/^PLUGIN_CLIENT_CERT is missing/);
});

test("the same sources give the same bytes, which name no folder of the machine", () => {
  const again = join(folder, "again/terraform-provider-ehpc");
  compileProvider({ outFile: again, target, runtime: ownBun() });
  const bytes = readFileSync(executable);
  expect(readFileSync(again).equals(bytes)).toBe(true);
  expect(bytes.includes(join(__dirname, "../../.."))).toBe(false);
});

test("files in the folder where Terraform runs do not reach into it", () => {
  const cwd = join(folder, "project");
  mkdirSync(cwd);
  writeFileSync(join(cwd, ".env"), "TF_DISABLE_PLUGIN_TLS=1\nPLUGIN_CLIENT_CERT=x\n");
  writeFileSync(join(cwd, "bunfig.toml"), 'preload = ["./preload.js"]\n');
  writeFileSync(join(cwd, "preload.js"), 'console.log("preloaded");\n');
  expect(run(cwd)).toMatch(/^PLUGIN_CLIENT_CERT is missing/);
});

test("what is wrong with the sources is passed on", () => {
  const entry = join(folder, "faulty.ts");
  writeFileSync(entry, 'import "./absent";\n');
  expect(() =>
    compileProvider({ entry, outFile: join(folder, "x/faulty"), target, runtime: ownBun() }),
  ).toThrow(/cannot be compiled[\s\S]*absent/);
});
