import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const MODULE = resolve(__dirname, "../../scripts/write-folder.mjs");

let parent: string;
let folder: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "write-folder-"));
  folder = join(parent, "dist");
});
afterEach(() => rmSync(parent, { recursive: true }));

function write(files: Readonly<Record<string, { text: string; executable?: boolean }>>): void {
  const script = `
    import { writeFolder } from ${JSON.stringify(`file://${MODULE}`)};
    const files = Object.entries(JSON.parse(process.argv[1]));
    await writeFolder(process.argv[2], new Map(files.map(
      ([name, { text, executable }]) => [name, { bytes: Buffer.from(text), executable }])));`;
  execFileSync(process.execPath, ["--input-type=module", "-e", script, JSON.stringify(files), folder]);
}

describe("writing a folder", () => {
  test("makes it hold exactly the given files, with their modes", () => {
    mkdirSync(join(folder, "old/deep"), { recursive: true });
    writeFileSync(join(folder, "old/deep/file"), "");
    write({ "a.js": { text: "a" }, "deep/b": { text: "b", executable: true } });
    expect(readdirSync(folder).sort()).toEqual(["a.js", "deep"]);
    expect(readFileSync(join(folder, "deep/b"), "utf8")).toBe("b");
    expect(statSync(join(folder, "deep/b")).mode & 0o777).toBe(0o755);
    expect(statSync(join(folder, "a.js")).mode & 0o777).toBe(0o644);
    expect(readdirSync(parent)).toEqual(["dist"]);
  });

  test("leaves a file alone that is right, and replaces a wrong one by another file", () => {
    write({ same: { text: "same" }, other: { text: "one" } });
    const before = { same: statSync(join(folder, "same")).ino, other: statSync(join(folder, "other")).ino };
    write({ same: { text: "same" }, other: { text: "two" } });
    expect(statSync(join(folder, "same")).ino).toBe(before.same);
    expect(statSync(join(folder, "other")).ino).not.toBe(before.other);
    expect(existsSync(join(folder, "other"))).toBe(true);
  });
});
