// Bundles a provider: `node scripts/bundle-provider.mjs ENTRY OUT_FILE`, or import { bundleProvider }.

import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, transform } from "esbuild";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");

/** Oldest Node.js the code runs on: `engines` of package.json. */
const NODE_VERSION = { major: 20, minor: 9 };

/**
 * Bundles a provider into one folder and returns the paths written.
 *
 * - OUT_FILE, the executable Terraform starts: a shebang and a version check in the syntax of the oldest Node.js, so
 *   that any Node.js can run it and say which one is needed.
 * - `main.cjs`, what runs until the handshake line, and one `*.cjs` for each `import()` met on the way: whatever the
 *   sources import that way is loaded at its first use. Code needed by two of them is in a file of its own, once.
 * - `package.json`, because the folder ends up inside projects of which some say `"type": "module"`.
 *
 * esbuild splits ES modules only, and Node.js starts CommonJS faster, so the split bundle is turned into CommonJS file by
 * file. No name but OUT_FILE's begins with `terraform-provider-`: Terraform would take it for the executable.
 * The bytes depend on nothing but the sources: no dates, no absolute paths.
 *
 * @param {{ entry: string, outFile: string }} options - entry: TypeScript source; outFile: path of the executable
 * @returns {Promise<string[]>}
 */
export async function bundleProvider({ entry, outFile }) {
  const folder = dirname(resolve(outFile));
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: { main: relative(root, resolve(entry)) },
    outdir: folder,
    outExtension: { ".js": ".cjs" },
    entryNames: "[name]",
    chunkNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: `node${NODE_VERSION.major}.${NODE_VERSION.minor}`,
    // Names stay: they are what a crash report is read by.
    minifyWhitespace: true,
    minifySyntax: true,
    keepNames: false,
    legalComments: "none",
    charset: "utf8",
    write: false,
    logLevel: "warning",
  });
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const files = await Promise.all([
    ...outputFiles.map(async ({ path, text }) => write(join(folder, basename(path)), await toCommonJs(text))),
    write(join(folder, "package.json"), '{"type":"commonjs"}\n'),
    write(resolve(outFile), launcher()),
  ]);
  await chmod(resolve(outFile), 0o755);
  return files.sort();
}

async function toCommonJs(text) {
  const { code } = await transform(text, {
    format: "cjs",
    platform: "node",
    target: `node${NODE_VERSION.major}.${NODE_VERSION.minor}`,
    // import() of our own files becomes a late require(): the loader of ES modules costs start-up time.
    supported: { "dynamic-import": false },
    minifyWhitespace: true,
    minifySyntax: true,
    charset: "utf8",
  });
  return code;
}

/** Terraform shows the first line on stdout when a provider does not start, and hides stderr. */
function launcher() {
  const { major, minor } = NODE_VERSION;
  return `#!/usr/bin/env node
"use strict";
var version = process.versions.node.split(".");
if (version[0] > ${major} || (version[0] == ${major} && version[1] >= ${minor})) {
  require("./main.cjs");
} else {
  require("fs").writeSync(1, "This provider needs Node.js ${major}.${minor} or newer; the node on PATH is " + process.version + ".\\n");
  process.exit(1);
}
`;
}

async function write(path, text) {
  await writeFile(path, text, { mode: 0o644 });
  return path;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [entry, outFile] = process.argv.slice(2);
  if (entry === undefined || outFile === undefined) {
    console.error("usage: node scripts/bundle-provider.mjs ENTRY OUT_FILE");
    process.exit(2);
  }
  await bundleProvider({ entry, outFile });
}
