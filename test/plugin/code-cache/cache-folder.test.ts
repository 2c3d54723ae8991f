import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CacheFolder, type CachePlace, cacheFolder } from "../../../src/plugin/code-cache/cache-folder";

let home: string;
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), "cache-folder-")));
});
afterEach(() => rmSync(home, { recursive: true }));

function folder(changes: Partial<CachePlace> = {}): string | null {
  return found(changes).path;
}

function found(changes: Partial<CachePlace> = {}): CacheFolder {
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

describe("the folders above", () => {
  const above = () => join(home, "above");
  const caches = () => join(above(), "caches");
  const below = () => folder({ env: { HOME: home, XDG_CACHE_HOME: caches() } });

  beforeEach(() => {
    mkdirSync(above());
    expect(below()).toBe(join(caches(), "provider/v1"));
  });

  test.each([0o777, 0o770, 0o757])(
    "rule it out where one has the mode %o: others may put another in its place",
    (mode) => {
      chmodSync(above(), mode);
      expect(found({ env: { HOME: home, XDG_CACHE_HOME: caches() } })).toEqual({
        path: null,
        reason: `${above()} can be written to by others`,
      });
    },
  );

  test("may be written to by all where they are sticky, as /tmp is", () => {
    chmodSync(above(), 0o1777);
    expect(below()).toBe(join(caches(), "provider/v1"));
    chmodSync(caches(), 0o1777);
    expect(below()).toBe(join(caches(), "provider/v1"));
  });

  test("are those behind links, which may lead elsewhere after a look at them", () => {
    symlinkSync(above(), join(home, "link"));
    const linked = () => folder({ env: { HOME: home, XDG_CACHE_HOME: join(home, "link/caches") } });
    expect(linked()).toBe(join(caches(), "provider/v1"));
    chmodSync(above(), 0o777);
    expect(linked()).toBeNull();
  });

  asRoot("rule it out where one belongs to somebody else", () => {
    chownSync(above(), 12_345, 12_345);
    expect(found({ env: { HOME: home, XDG_CACHE_HOME: caches() } }).reason).toBe(
      `${above()} is another user's`,
    );
    chownSync(above(), 0, 0);
    expect(below()).not.toBeNull();
    chownSync(join(caches(), "provider/v1"), 12_345, 12_345);
    expect(below()).toBeNull();
  });

  asRoot("may be root's, while our own may not", () => {
    for (const own of [caches(), join(caches(), "provider"), join(caches(), "provider/v1")]) {
      chownSync(own, 12_345, 12_345);
    }
    const place = { env: { HOME: home, XDG_CACHE_HOME: caches() }, userId: 12_345 };
    expect(folder(place)).not.toBeNull();
    chownSync(join(caches(), "provider/v1"), 0, 0);
    expect(folder(place)).toBeNull();
  });
});

/** Says so where a test cannot be made. */
function asRoot(title: string, run: () => void): void {
  if (process.getuid?.() === 0) {
    test(title, run);
  } else {
    process.stdout.write(`NOT TESTED, because it takes root: ${title}\n`);
  }
}
