// `npm run build`: everything the package ships, into dist/.
//
//   index.js, constructs/   the constructs, compiled by TypeScript, with their types
//   plugins/                a Terraform filesystem mirror with the provider, for `terraform init -plugin-dir`
//   cli/main.js             the command
//   THIRD-PARTY-NOTICES     licences of the packages bundled into both
//   development-build       empty; says that these bytes come from a checkout and may change under the same version.
//                           `files` of package.json keeps it out of the package

import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { refuseOtherBindings } from "./bindings-version.mjs";
import { BUNDLE, providerFiles } from "./bundle-provider.mjs";
import { compileConstructs } from "./compile-constructs.mjs";
import { source } from "./source.mjs";
import { thirdPartyNotices } from "./third-party-notices.mjs";

const { writeFolder } = source("mirror/write-folder.ts");
const { PROVIDER_ADDRESS } = source("provider/address.ts");

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");

/** The same JavaScript for each, so Terraform's lock file needs one hash for all of them. */
const PLATFORMS = ["linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64"];

async function main() {
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  refuseOtherBindings(root, version);
  // The bundler works in a process of its own while this one compiles.
  const parts = await Promise.all([
    mirrorProvider(version),
    bundleCommand(),
    notices(),
    compileConstructs(root),
  ]);
  const files = new Map(parts.flatMap((part) => [...part]));
  files.set("development-build", { bytes: Buffer.alloc(0) });
  writeFolder(join(root, "dist"), files);
}

async function mirrorProvider(version) {
  const files = await providerFiles({
    entry: join(root, "src/provider/main.ts"),
    executable: `terraform-provider-ehpc_v${version}`,
  });
  return PLATFORMS.flatMap((platform) =>
    [...files].map(([name, content]) => [
      `plugins/${PROVIDER_ADDRESS}/${version}/${platform}/${name}`,
      content,
    ]),
  );
}

async function bundleCommand() {
  const { outputFiles } = await build({
    ...BUNDLE,
    entryPoints: ["src/cli/main.ts"],
    outfile: "out/main.js",
    format: "cjs",
  });
  const [bundle] = outputFiles;
  const text = bundle.text.startsWith("#!") ? bundle.text : `#!/usr/bin/env node\n${bundle.text}`;
  return [["cli/main.js", { bytes: Buffer.from(text, "utf8"), executable: true }]];
}

async function notices() {
  const text = await thirdPartyNotices({ root, entries: ["src/provider/main.ts", "src/cli/main.ts"] });
  return [["THIRD-PARTY-NOTICES", { bytes: Buffer.from(text, "utf8") }]];
}

try {
  await main();
} catch (error) {
  // TypeScript and esbuild have said what is wrong by now; their stack traces add nothing.
  console.error(`The build failed: ${error.message.split("\n")[0]}`);
  process.exitCode = 1;
}
