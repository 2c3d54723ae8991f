import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const MODULE = resolve(__dirname, "../../scripts/compile-constructs.mjs");
const CONFIG = {
  compilerOptions: {
    module: "node16",
    target: "ES2022",
    rootDir: "src",
    outDir: "dist",
    declaration: true,
    types: [],
  },
  files: ["src/index.ts"],
};

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "compile-constructs-"));
  mkdirSync(join(root, "src/deep"), { recursive: true });
  writeFileSync(join(root, "tsconfig.build.json"), JSON.stringify(CONFIG));
  writeFileSync(join(root, "src/index.ts"), 'export { one } from "./deep/one";\n');
});
afterEach(() => rmSync(root, { recursive: true }));

/** Compiles where there is no temporary folder. */
function compile(source: string) {
  writeFileSync(join(root, "src/deep/one.ts"), source);
  const script = `
    import { compileConstructs } from ${JSON.stringify(`file://${MODULE}`)};
    const files = await compileConstructs(process.argv[1]);
    console.log(JSON.stringify(Object.fromEntries(files.map(([name, { bytes }]) => [name, bytes.toString("utf8")]))));`;
  const temporary = join(root, "no-such-folder");
  const ended = spawnSync(process.execPath, ["--input-type=module", "-e", script, root], {
    encoding: "utf8",
    env: { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary },
  });
  // An interrupted build leaves nothing behind, because there is nothing at any time.
  expect(existsSync(temporary)).toBe(false);
  expect(readdirSync(root).sort()).toEqual(["src", "tsconfig.build.json"]);
  return ended;
}

test("compiles the constructs and their types, and writes nothing anywhere", () => {
  const { stdout, stderr } = compile('export const one: string = "für 1";\n');
  expect(stderr).toBe("");
  const files = JSON.parse(stdout);
  expect(Object.keys(files).sort()).toEqual(["deep/one.d.ts", "deep/one.js", "index.d.ts", "index.js"]);
  expect(files["deep/one.js"]).toContain('exports.one = "für 1";');
  expect(files["deep/one.d.ts"]).toBe("export declare const one: string;\n");
});

test("says what does not compile, and where", () => {
  const { status, stdout, stderr } = compile("export const one: string = 1;\n");
  expect(status).toBe(1);
  expect(stdout).toBe("");
  expect(stderr).toContain("Type 'number' is not assignable to type 'string'.");
  expect(stderr).toContain("one.ts");
  expect(stderr).toContain("the constructs do not compile");
});
