import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");
const MODULE = join(ROOT, "scripts/bindings-version.mjs");

/** What the check says of a repository. */
function check(root: string, version: string): string {
  const script = `
    import { refuseOtherBindings } from ${JSON.stringify(`file://${MODULE}`)};
    try { refuseOtherBindings(...process.argv.slice(1)); } catch (error) { console.log(error.message); }`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--input-type=module", "-e", script, root, version],
    { encoding: "utf8" },
  );
  expect(stderr).toBe("");
  return stdout;
}

test("the bindings of this repository are of the package's version", () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  expect(check(ROOT, version)).toBe("");
  expect(check(ROOT, "99.0.0")).toContain("package.json has version 99.0.0");
});

test("bindings of another version are refused, with the file and the cure", () => {
  const root = mkdtempSync(join(tmpdir(), "bindings-version-"));
  try {
    const folder = join(root, "src/constructs/bindings/job");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "index.ts"), "super({ providerVersion: '0.1.0' });\n");
    expect(check(root, "0.1.0")).toBe("");
    expect(check(root, "0.2.0")).toBe(
      'package.json has version 0.2.0, but src/constructs/bindings/job/index.ts is generated for 0.1.0. Run "npm run generate", and commit what it writes.\n',
    );
  } finally {
    rmSync(root, { recursive: true });
  }
});
