import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

const ROOT = path.resolve(__dirname, "../..");

/** The build's script is an ES module, which these CommonJS ones cannot import. */
const BUNDLED = `
  import { thirdPartyNotices } from "./scripts/third-party-notices.mjs";
  process.stdout.write(await thirdPartyNotices({ root: process.cwd(), entries: ["src/provider/main.ts"] }));`;

/** Licences of what the compiled provider holds besides our own code: the bundled packages, and Bun itself. */
export function releaseNotices(): string {
  const { packages } = JSON.parse(readFileSync(path.join(ROOT, "tools/package-lock.json"), "utf8"));
  const { version, license } = packages["node_modules/bun"];
  const bundled = execFileSync(process.execPath, ["--input-type=module", "-e", BUNDLED], {
    cwd: ROOT,
    encoding: "utf8",
  });
  return `${bundled}
== bun ${version} (${license})

The executables are copies of Bun with the code of the provider in them. Bun is under the MIT licence, and it is linked
with JavaScriptCore and other parts of WebKit, which are under the LGPL 2, and with the libraries that
https://bun.com/docs/project/licensing names. Its sources are at https://github.com/oven-sh/bun/tree/bun-v${version}.
`;
}
