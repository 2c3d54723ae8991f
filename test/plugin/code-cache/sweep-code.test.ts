import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sweepCode } from "../../../src/plugin/code-cache/sweep-code";

const BUILD = "0123456789abcdef-v20.20.2-x64";

let provider: string;
beforeEach(() => {
  provider = mkdtempSync(join(tmpdir(), "sweep-code-"));
  mkdirSync(join(provider, BUILD));
});
afterEach(() => rmSync(provider, { recursive: true }));

function put(folder: string, ...names: readonly string[]): void {
  mkdirSync(join(provider, folder), { recursive: true });
  for (const name of names) {
    writeFileSync(join(provider, folder, name), "");
  }
}

test("the code of other builds and of other versions of Node.js goes, unfinished files with it", () => {
  put(BUILD, "main.cjs.code");
  put("fedcba9876543210-v20.20.2-x64", "main.cjs.code", "part-ABC.cjs.code", "main.cjs.code.12");
  put("0123456789abcdef-v22.1.0-x64", "main.cjs.code");
  sweepCode(join(provider, BUILD));
  expect(readdirSync(provider)).toEqual([BUILD]);
  expect(readdirSync(join(provider, BUILD))).toEqual(["main.cjs.code"]);
});

test("the unfinished files of a killed run are removed, and a running one keeps its own", () => {
  const { pid: gone } = spawnSync(process.execPath, ["-e", "0"]);
  put(BUILD, `main.cjs.code.${gone}`, `main.cjs.code.${process.pid}`, "main.cjs.code");
  sweepCode(join(provider, BUILD));
  expect(readdirSync(join(provider, BUILD)).sort()).toEqual([
    "main.cjs.code",
    `main.cjs.code.${process.pid}`,
  ]);
});

test("foreign files stay, and links are not followed", () => {
  const elsewhere = mkdtempSync(join(tmpdir(), "elsewhere-"));
  writeFileSync(join(elsewhere, "main.cjs.code"), "");
  put("my-notes", "main.cjs.code");
  put("fedcba9876543210-v20.20.2-x64", "notes.txt");
  symlinkSync(elsewhere, join(provider, "fedcba9876543210-v18.0.0-x64"));
  sweepCode(join(provider, BUILD));
  expect(existsSync(join(provider, "my-notes/main.cjs.code"))).toBe(true);
  expect(existsSync(join(provider, "fedcba9876543210-v20.20.2-x64/notes.txt"))).toBe(true);
  expect(readdirSync(elsewhere)).toEqual(["main.cjs.code"]);
  rmSync(elsewhere, { recursive: true });
});

test("a folder that is not there is no failure", () => {
  expect(() => sweepCode(join(provider, "missing/build"))).not.toThrow();
});
