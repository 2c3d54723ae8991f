import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");
const ENTRY = "src/provider/main.ts";
const EXECUTABLE = "terraform-provider-ehpc_v9.9.9";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bundle-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Bundles the sources below `root`, started from `cwd`. */
function bundle(root: string, out: string, cwd: string): Map<string, string> {
  const outFolder = join(folder, out);
  execFileSync(
    process.execPath,
    [join(root, "scripts/bundle-provider.mjs"), join(root, ENTRY), join(outFolder, EXECUTABLE)],
    { cwd },
  );
  return new Map(readdirSync(outFolder).map((name) => [name, readFileSync(join(outFolder, name), "utf8")]));
}

describe("a bundled provider", () => {
  test("has the same bytes every time, wherever it is built", () => {
    const copy = join(folder, "elsewhere");
    for (const name of ["src", "scripts", "package.json", "tsconfig.json"]) {
      cpSync(join(ROOT, name), join(copy, name), { recursive: true });
    }
    // Packages are copied too: through a link they would be met at their own place again.
    for (const name of bundledPackages()) {
      cpSync(join(ROOT, name), join(copy, name), { recursive: true });
    }
    for (const tool of ["esbuild", "tsx"]) {
      symlinkSync(join(ROOT, "node_modules", tool), join(copy, "node_modules", tool));
    }

    const here = hashes(bundle(ROOT, "here", ROOT));
    expect(hashes(bundle(ROOT, "again", tmpdir()))).toEqual(here);
    expect(hashes(bundle(copy, "there", copy))).toEqual(here);
  });

  test("names no folder of the machine that built it", () => {
    for (const text of bundle(ROOT, "out", ROOT).values()) {
      expect(text).not.toContain(ROOT);
    }
  });

  test("has one file Terraform can take for the executable, and it alone is executable", () => {
    const names = [...bundle(ROOT, "out", ROOT).keys()];
    expect(names.filter((name) => name.startsWith("terraform-provider-"))).toEqual([EXECUTABLE]);
    const executable = names.filter((name) => (statSync(join(folder, "out", name)).mode & 0o111) !== 0);
    expect(executable).toEqual([EXECUTABLE]);
    expect(statSync(join(folder, "out", EXECUTABLE)).mode & 0o777).toBe(0o755);
  });

  test("leaves axios out of what runs before the first read", () => {
    const files = bundle(ROOT, "out", ROOT);
    const withAxios = [...files].filter(([, text]) => text.includes("AxiosError")).map(([name]) => name);
    expect(withAxios).not.toContain("main.cjs");
    expect(files.get("main.cjs")?.length).toBeLessThan(40_000);
  });

  test("loads no codec of schemas with the handlers, and no handler to answer with schemas", () => {
    const files = bundle(ROOT, "out", ROOT);
    const handlers = loadedWith(files, "handlers");
    expect(handlers.some((text) => text.includes("PlanResourceChange_Response"))).toBe(true);
    expect(handlers.filter((text) => text.includes("Schema_Attribute"))).toEqual([]);
    const schemas = loadedWith(files, "encoded-schemas");
    expect(schemas.filter((text) => text.includes("PlanResourceChange_Response"))).toEqual([]);
    expect(schemas[0]).toContain("GetResourceIdentitySchemas:Buffer.from(");
  });

  test("leaves nothing of an earlier build behind", () => {
    bundle(ROOT, "out", ROOT);
    writeFileSync(join(folder, "out", "chunk-OLD.cjs"), "");
    expect([...bundle(ROOT, "out", ROOT).keys()]).not.toContain("chunk-OLD.cjs");
  });

  test("runs below a project that says it is made of ES modules", () => {
    bundle(ROOT, "out", ROOT);
    writeFileSync(join(folder, "package.json"), '{"type":"module"}');
    const { stderr, status } = spawnSync(join(folder, "out", EXECUTABLE), {
      env: { PATH: process.env.PATH },
    });
    expect(String(stderr)).toMatch(/^This is a Terraform provider/);
    expect(status).toBe(1);
  });
});

describe("the executable", () => {
  test.each([
    ["16.20.2", false],
    ["20.8.1", false],
    ["20.9.0", true],
    ["22.0.0", true],
  ])("on Node.js %s: starts = %s; if not, one line on stdout says why", (version, starts) => {
    bundle(ROOT, "out", ROOT);
    const pretend = join(folder, "pretend.cjs");
    const versions = JSON.stringify({ ...process.versions, node: version });
    writeFileSync(
      pretend,
      `Object.defineProperty(process, "versions", { value: ${versions} });
       Object.defineProperty(process, "version", { value: "v${version}" });`,
    );
    const { stdout, status } = spawnSync(process.execPath, ["-r", pretend, join(folder, "out", EXECUTABLE)], {
      env: { PATH: process.env.PATH },
    });
    const line = `This provider needs Node.js 20.9 or newer; the node on PATH is v${version}.\n`;
    expect(String(stdout)).toBe(starts ? "" : line);
    expect(status).toBe(1);
  });

  test("is read by sh and bash, in a folder of any name, named from anywhere", () => {
    const odd = `it's "a" $(folder) \\`;
    bundle(ROOT, odd, ROOT);
    const cwd = join(folder, odd);
    const env = { PATH: process.env.PATH, NODE_OPTIONS: "--no-warnings" };
    for (const shell of [["/bin/sh"], ["bash", "--posix"]]) {
      for (const name of [join(cwd, EXECUTABLE), `./${EXECUTABLE}`]) {
        const [program = "", ...args] = [...shell, name];
        const { stderr, status } = spawnSync(program, args, { cwd, env });
        expect(String(stderr)).toMatch(/^This is a Terraform provider/);
        expect(status).toBe(1);
      }
    }
  });

  test("says one line, too, where NODE_OPTIONS make a Node.js that is too old preload something", () => {
    const files = bundle(ROOT, "out", ROOT);
    const esbuild = join(ROOT, "node_modules/.bin/esbuild");
    const watch = files.get("preload-watch.cjs") ?? "";
    const node8 = execFileSync(esbuild, ["--target=node8", "--loader=js"], { input: watch });
    expect(String(node8)).toBe(String(execFileSync(esbuild, ["--loader=js"], { input: watch })));
    const pretend = join(folder, "pretend.cjs");
    writeFileSync(
      pretend,
      `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.0.0" } });
       Object.defineProperty(process, "version", { value: "v18.0.0" });`,
    );
    const { stdout } = spawnSync(join(folder, "out", EXECUTABLE), {
      env: { PATH: process.env.PATH, NODE_OPTIONS: `--require ${pretend}` },
    });
    expect(String(stdout)).toBe("This provider needs Node.js 20.9 or newer; the node on PATH is v18.0.0.\n");
  });

  test("is written in the syntax of ECMAScript 5, which every Node.js reads", () => {
    const text = bundle(ROOT, "out", ROOT).get(EXECUTABLE) ?? "";
    const esbuild = join(ROOT, "node_modules/.bin/esbuild");
    // esbuild refuses what it cannot write in ES5, and changes what it can.
    const es5 = execFileSync(esbuild, ["--target=es5", "--loader=js"], { input: text });
    const same = execFileSync(esbuild, ["--loader=js"], { input: text });
    expect(String(es5)).toBe(String(same));
  });
});

/** The scripts that load at once with the one whose name begins so, itself included. */
function loadedWith(files: ReadonlyMap<string, string>, begin: string): string[] {
  const loaded = new Set([...files.keys()].filter((name) => name.startsWith(`${begin}-`)));
  for (const name of loaded) {
    // What loads later stands in a call of its own.
    for (const [, other = ""] of (files.get(name) ?? "").matchAll(/=require\("\.\/([^"]+)"\)/g)) {
      loaded.add(other);
    }
  }
  return [...loaded].map((name) => files.get(name) ?? "");
}

/** Folders of the packages that the bundle is made of, below the repository. */
function bundledPackages(): Set<string> {
  const metafile = join(folder, "metafile.json");
  const options = ["--bundle", "--platform=node", "--log-level=error", `--metafile=${metafile}`];
  const outFile = join(folder, "metafile.js");
  execFileSync(join(ROOT, "node_modules/.bin/esbuild"), [ENTRY, ...options, `--outfile=${outFile}`], {
    cwd: ROOT,
  });
  const { inputs } = JSON.parse(readFileSync(metafile, "utf8"));
  return new Set(
    Object.keys(inputs).flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? []),
  );
}

/** Short enough to be read when two builds differ. */
function hashes(files: ReadonlyMap<string, string>): Map<string, string> {
  const hash = (text: string) => createHash("sha256").update(text).digest("hex");
  return new Map([...files].map(([name, text]) => [name, hash(text)]));
}
