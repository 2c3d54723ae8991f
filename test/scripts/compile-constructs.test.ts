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

describe("for CDK Terrain", () => {
  const write = (name: string, text: string) => writeFileSync(join(root, "src", name), text);

  beforeEach(() => {
    writeFileSync(
      join(root, "tsconfig.build.json"),
      JSON.stringify({ ...CONFIG, files: ["src/index.ts", "src/cdktn.ts"] }),
    );
    for (const folder of ["constructs/kit", "cdktn/kit", "deep"]) {
      mkdirSync(join(root, "src", folder), { recursive: true });
    }
    write("index.ts", 'export { name } from "./constructs/name";\n');
    write(
      "constructs/name.ts",
      'import { kit } from "./kit/kit";\nimport { one } from "../deep/one";\n/** For CDKTF. */\nexport const name = [kit, "cdktf", one];\n',
    );
    write("constructs/kit/kit.ts", 'export const kit = "of CDKTF";\n');
    write("cdktn/kit/kit.ts", 'export const kit = "of its own, unlike CDKTF";\n');
  });

  test("makes a second build, in which the names are CDK Terrain's and what is different has its place", () => {
    const { stdout, stderr } = compile("export const one = 1;\n");
    expect(stderr).toBe("");
    const files = JSON.parse(stdout);
    expect(Object.keys(files).filter((name) => name.endsWith(".js"))).toEqual(
      expect.arrayContaining([
        "index.js",
        "constructs/name.js",
        "constructs/kit/kit.js",
        "cdktn.js",
        "cdktn/name.js",
        "cdktn/kit/kit.js",
        "deep/one.js",
      ]),
    );
    expect(files["constructs/name.js"]).toContain('"cdktf"');
    expect(files["cdktn/name.js"]).toContain('"cdktn"');
    expect(files["cdktn/name.js"]).toContain('require("../deep/one")');
    expect(files["cdktn/name.d.ts"]).toContain("/** For CDK Terrain. */");
    expect(files["cdktn/kit/kit.js"]).toContain("of its own, unlike CDKTF");
    expect(files["cdktn.js"]).toContain('require("./cdktn/name")');
  });

  test("says what does not compile there", () => {
    write("cdktn/kit/kit.ts", "export const other = 1;\n");
    const { status, stderr } = compile("export const one = 1;\n");
    expect(status).toBe(1);
    expect(stderr).toContain("src/cdktn/name.ts");
    expect(stderr).toContain("has no exported member");
  });
});
