import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CachePlace, cacheFolder } from "../../../src/plugin/code-cache/cache-folder";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "cache-folder-"));
});
afterEach(() => rmSync(home, { recursive: true }));

function folder(changes: Partial<CachePlace> = {}): string | null {
  return cacheFolder({
    env: { HOME: home },
    platform: "linux",
    userId: process.getuid?.(),
    names: ["provider", "v1"],
    ...changes,
  });
}

test("is the user's alone, below the system's folder for caches", () => {
  expect(folder()).toBe(join(home, ".cache/provider/v1"));
  expect(statSync(join(home, ".cache/provider/v1")).mode & 0o777).toBe(0o700);
  expect(folder({ platform: "darwin" })).toBe(join(home, "Library/Caches/provider/v1"));
  const elsewhere = { HOME: home, XDG_CACHE_HOME: join(home, "elsewhere") };
  expect(folder({ env: elsewhere })).toBe(join(home, "elsewhere/provider/v1"));
  expect(folder({ env: { ...elsewhere, XDG_CACHE_HOME: "not-absolute" } })).toBe(
    join(home, ".cache/provider/v1"),
  );
});

test.each<[string, Partial<CachePlace>]>([
  ["there is no home", { env: {} }],
  ["the home cannot be made", { env: { HOME: "/dev/null/home" } }],
  ["the user says so", { env: { HOME: tmpdir(), NODE_DISABLE_COMPILE_CACHE: "1" } }],
  ["the system does not tell who the user is", { userId: undefined }],
  ["the folder is another's", { userId: 12_345 }],
])("is none where %s", (_, changes) => {
  expect(folder(changes)).toBeNull();
});

test("is none where others can write to it or to the folder above", () => {
  folder();
  chmodSync(join(home, ".cache/provider"), 0o777);
  expect(folder()).toBeNull();
  chmodSync(join(home, ".cache/provider"), 0o700);
  expect(folder()).not.toBeNull();
  chmodSync(join(home, ".cache/provider/v1"), 0o720);
  expect(folder()).toBeNull();
});

test("is none where something else has its name", () => {
  mkdirSync(join(home, ".cache"));
  symlinkSync(tmpdir(), join(home, ".cache/provider"));
  expect(folder()).toBeNull();
  rmSync(join(home, ".cache/provider"));
  writeFileSync(join(home, ".cache/provider"), "");
  expect(folder()).toBeNull();
});
