import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeFolder } from "../../src/mirror/write-folder";
import { temporaryFolder } from "../constructs/temporary-folder";

let parent: string;
let folder: string;
beforeEach(() => {
  parent = temporaryFolder();
  folder = join(parent, "dist");
});

function write(files: Readonly<Record<string, { text: string; executable?: boolean }>>): void {
  writeFolder(
    folder,
    new Map(
      Object.entries(files).map(([name, { text, executable = false }]) => [
        name,
        { bytes: Buffer.from(text), executable },
      ]),
    ),
  );
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
    expect(readFileSync(join(folder, "other"), "utf8")).toBe("two");
  });
});
