import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");
const ENTRIES = ["src/provider/main.ts", "src/cli/main.ts"];

/** Licences under which code may be part of ours: they ask for their text beside it, which THIRD-PARTY-NOTICES gives. */
const LICENCES = ["Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT"];

interface Bundled {
  readonly folder: string;
  readonly name: string;
  readonly license: string;
}

const bundled: readonly Bundled[] = JSON.parse(
  execFileSync(process.execPath, ["scripts/bundled-packages.mjs", ...ENTRIES], {
    cwd: ROOT,
    encoding: "utf8",
  }),
);

test("what is bundled is found", () => {
  expect(bundled.map(({ name }) => name)).toEqual(expect.arrayContaining(["axios", "commander", "debug"]));
});

test("all that is bundled may be passed on under our licence", () => {
  const refused = bundled.filter(({ license }) => {
    // Such as `(Apache-2.0 AND BSD-3-Clause)`.
    const names = license.replace(/[()]/g, "").split(/ (?:AND|OR) /);
    return !names.every((name) => LICENCES.includes(name));
  });
  expect(refused).toEqual([]);
});

test("the text of each licence travels with the package, or where it is", () => {
  const without = bundled.filter(
    ({ folder }) => !readdirSync(resolve(ROOT, folder)).some((file) => /^(licen[cs]e|copying)/i.test(file)),
  );
  // These carry none. A further one may need another text in THIRD-PARTY-NOTICES.
  expect(without.map(({ name }) => name)).toEqual(["@bufbuild/protobuf", "httpx"]);
});
