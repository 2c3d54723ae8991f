import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { codeCache } from "../../../src/plugin/code-cache/code-cache";
import { scriptLoader } from "../../../src/plugin/code-cache/load-scripts";

let scripts: string;
let kept: string;
beforeEach(() => {
  scripts = mkdtempSync(join(tmpdir(), "scripts-"));
  kept = mkdtempSync(join(tmpdir(), "kept-"));
  writeFileSync(
    join(scripts, "main.cjs"),
    `const part = require("./part.cjs");
     exports.answer = () => part.twice(21);
     exports.again = require("./part.cjs") === part;
     exports.system = require("node:path").basename("/a/b");`,
  );
  writeFileSync(join(scripts, "part.cjs"), "module.exports = { twice: (n) => 2 * n };");
});
afterEach(() => {
  for (const folder of [scripts, kept]) {
    rmSync(folder, { recursive: true });
  }
});

interface Main {
  answer(): number;
  again: boolean;
  system: string;
}

/** Runs main.cjs as a process would, from its start to its end. */
function run(folder: string | null = kept): Main {
  const loader = scriptLoader(scripts, codeCache(folder, process.getuid?.()));
  const main = loader.load("main.cjs") as Main;
  expect(main.answer()).toBe(42);
  loader.keep();
  return main;
}

const files = () => readdirSync(kept).sort();
const contents = () => files().map((name) => readFileSync(join(kept, name)).toString("hex"));
const writtenAt = () => files().map((name) => statSync(join(kept, name)).mtimeMs);

test("scripts find each other and Node's own modules, and run once", () => {
  expect(run()).toMatchObject({ again: true, system: "b" });
});

test("a file that cannot be kept leaves nothing unfinished", () => {
  mkdirSync(join(kept, "main.cjs.code"));
  run();
  expect(files()).toEqual(["main.cjs.code", "part.cjs.code"]);
});

test("the code of all scripts is kept for the next run, which writes no more", () => {
  run();
  expect(files()).toEqual(["main.cjs.code", "part.cjs.code"]);
  for (const name of files()) {
    expect(statSync(join(kept, name)).mode & 0o777).toBe(0o600);
  }
  const before = writtenAt();
  run();
  expect(writtenAt()).toEqual(before);
});

test.each<[string, (content: Buffer) => Buffer]>([
  ["empty", () => Buffer.alloc(0)],
  ["cut off", (content) => content.subarray(0, content.length / 2)],
  ["damaged", (content) => Buffer.concat([content.subarray(0, -8), Buffer.alloc(8)])],
])("code that is %s is not run, and is made again", (_, spoil) => {
  run();
  const whole = contents();
  const file = join(kept, "part.cjs.code");
  writeFileSync(file, spoil(readFileSync(file)));
  expect(contents()).not.toEqual(whole);
  run();
  expect(readFileSync(file).length).toBeGreaterThan(100);
  const before = writtenAt();
  run();
  expect(writtenAt()).toEqual(before);
});

test("code that V8 refuses, as that of another version, is made again", () => {
  const cache = codeCache(kept, process.getuid?.());
  cache.keep("part.cjs", Buffer.from("not code of this V8"));
  run();
  expect(cache.read("part.cjs")?.length).toBeGreaterThan(100);
});

test("without a folder, and where nothing can be written, everything runs all the same", () => {
  run(null);
  run("/dev/null/nowhere");
  expect(files()).toEqual([]);
});

const ROOT = process.getuid?.() === 0;

/** Says so where a test cannot be made. */
function asRoot(title: string, run: () => void): void {
  if (ROOT) {
    test(title, run);
  } else {
    process.stdout.write(`NOT TESTED, because it takes root: ${title}\n`);
  }
}

describe("a file that may be another's is not read", () => {
  const file = () => join(kept, "part.cjs.code");
  const read = () => codeCache(kept, process.getuid?.()).read("part.cjs");
  beforeEach(() => {
    run();
    expect(read()).toBeDefined();
  });

  test("where it is a link", () => {
    renameSync(file(), join(kept, "elsewhere"));
    symlinkSync(join(kept, "elsewhere"), file());
    expect(read()).toBeUndefined();
  });

  test.each([0o620, 0o602])("where its mode is %o", (mode) => {
    chmodSync(file(), mode);
    expect(read()).toBeUndefined();
  });

  asRoot("where it belongs to somebody else", () => {
    chownSync(file(), 12_345, 12_345);
    expect(read()).toBeUndefined();
  });
});

test("a link in the place of an unfinished file is not written through", () => {
  const target = join(scripts, "target");
  writeFileSync(target, "untouched");
  symlinkSync(target, join(kept, `part.cjs.code.${process.pid}`));
  run();
  expect(readFileSync(target, "utf8")).toBe("untouched");
});
