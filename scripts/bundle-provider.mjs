// Bundles a provider: `node scripts/bundle-provider.mjs ENTRY OUT_FILE`, or import { bundleProvider }.

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { Module } from "node:module";
import { basename, dirname, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build, transform } from "esbuild";
import { launcher, PRELOAD_WATCH } from "./launcher.mjs";
import { oldestNode, root } from "./prepare.mjs";
import { source } from "./source.mjs";

const { writeFolder } = source("mirror/write-folder.ts");

const [OLDEST_MAJOR, OLDEST_MINOR] = oldestNode();

/** How esbuild writes what the package ships. Names stay: they are what a crash report is read by. */
export const OUTPUT = {
  platform: "node",
  target: `node${OLDEST_MAJOR}.${OLDEST_MINOR}`,
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: "none",
  charset: "utf8",
};

/**
 * Leaves out of axios what it sends requests with: `sendOver` in src/ehpc/http/send-over.ts takes its place, and with the
 * adapters and the forms go their packages, four fifths of the code. Axios's own builds for browsers replace files in
 * the same way.
 */
const axiosWithoutAdapters = {
  name: "axios-without-adapters",
  setup({ onLoad, onResolve }) {
    // Its mere look at the global FormData makes Node load its fetch, which takes 10 ms.
    onLoad({ filter: /\/axios\/lib\/utils\.js$/ }, async ({ path }) => {
      const look = "typeof G.FormData !== 'undefined' ? G.FormData : undefined";
      const parts = (await readFile(path, "utf8")).split(look);
      if (parts.length !== 2) {
        throw new Error("axios looks for FormData in another way than it did.");
      }
      return { contents: parts.join("undefined") };
    });
    onResolve({ filter: /(?:^\.\/(?:http|xhr|fetch)|\/FormData)\.js$/ }, ({ importer }) => {
      const [, lib] = /^(.*\/axios\/lib)\//.exec(importer.replaceAll("\\", "/")) ?? [];
      return lib === undefined ? undefined : { path: `${lib}/helpers/null.js` };
    });
  },
};

/** Puts the value of what `src/provider/encoded-schemas.ts` exports in the place of the sources that it is made from. */
const schemasEncodedBeforehand = {
  name: "schemas-encoded-beforehand",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]provider[\\/]encoded-schemas\.ts$/ }, async ({ path }) => {
      const { outputFiles } = await build({
        ...OUTPUT,
        entryPoints: [path],
        bundle: true,
        format: "cjs",
        write: false,
        logLevel: "warning",
      });
      const module = new Module(path);
      module.paths = [];
      module._compile(outputFiles[0].text, path);
      const replies = Object.entries(module.exports.encodedSchemas).map(
        ([name, bytes]) => `${name}: Buffer.from("${Buffer.from(bytes).toString("base64")}", "base64")`,
      );
      return { contents: `export const encodedSchemas = { ${replies.join(", ")} };` };
    });
  },
};

/** The first Node.js that knows NODE_OPTIONS: it lives to say that it is too old. */
const PRELOAD_WATCH_OUTPUT = { target: "node8" };

/** How esbuild bundles what the package ships. */
export const BUNDLE = {
  ...OUTPUT,
  absWorkingDir: root,
  bundle: true,
  write: false,
  logLevel: "warning",
  plugins: [axiosWithoutAdapters, schemasEncodedBeforehand],
};

/**
 * Bundles a provider into a folder of its own, which then holds nothing else.
 *
 * @param {{ entry: string, outFile: string }} options - entry: TypeScript source; outFile: path of the executable,
 * whose name begins with `terraform-provider-`
 */
export async function bundleProvider({ entry, outFile }) {
  writeFolder(dirname(resolve(outFile)), await providerFiles({ entry, executable: basename(outFile) }));
}

/**
 * The files of a provider's folder:
 *
 * - the executable Terraform starts, `launcher` in scripts/launcher.mjs;
 * - `preload-watch.cjs`, which it preloads where NODE_OPTIONS are set;
 * - `start.cjs`, what loads the others, with the code that V8 compiled in an earlier run;
 * - `main.cjs`, what runs until the handshake line, and one `*.cjs` for each `import()` met on the way: whatever the
 *   sources import that way is loaded at its first use. What two of these files need is in a third, once;
 * - `package.json`, because the folder ends up inside projects of which some say `"type": "module"`.
 *
 * esbuild splits ES modules only, and Node.js starts CommonJS faster, so the split bundle is turned into CommonJS file
 * by file. No name but the executable's begins with `terraform-provider-`: Terraform would take it for the executable.
 * The bytes depend on nothing but the sources: no dates, no absolute paths.
 *
 * @param {{ entry: string, executable: string }} options - entry: TypeScript source; executable: its file name
 * @returns {Promise<Map<string, import("../src/mirror/write-file").FileContent>>} by name, those first that others need
 */
export async function providerFiles({ entry, executable }) {
  const modules = await providerModules(entry, ".cjs");
  const parts = await Promise.all(
    modules.map(async ([name, text]) => [name, textFile(await toCommonJs(text))]),
  );
  const isMain = ([name]) => name === "main.cjs";
  const [start, watch] = await Promise.all([
    startText(parts.map(([, { bytes }]) => bytes)),
    script("src/plugin/process/preload-watch.ts", PRELOAD_WATCH_OUTPUT),
  ]);
  return new Map([
    ["package.json", textFile('{"type":"commonjs"}\n')],
    ...parts.filter((part) => !isMain(part)).sort(([a], [b]) => (a < b ? -1 : 1)),
    ...parts.filter(isMain),
    [PRELOAD_WATCH, textFile(watch)],
    ["start.cjs", textFile(start)],
    [executable, { ...textFile(launcher()), executable: true }],
  ]);
}

/**
 * The ES modules of a provider: `main`, and those that it imports, at once or late.
 *
 * @param {string} entry - TypeScript source
 * @param {string} extension - with which they name each other
 * @returns {Promise<[name: string, text: string][]>}
 */
export async function providerModules(entry, extension) {
  const { outputFiles } = await build({
    ...BUNDLE,
    entryPoints: { main: relative(root, resolve(entry)) },
    outdir: "out",
    outExtension: { ".js": extension },
    chunkNames: "[name]-[hash]",
    splitting: true,
    format: "esm",
  });
  return outputFiles.map(({ path, text }) => [basename(path), text]);
}

async function toCommonJs(text) {
  // import() of our own files becomes a late require(): the loader of ES modules costs start-up time.
  const { code } = await transform(text, {
    ...OUTPUT,
    format: "cjs",
    supported: { "dynamic-import": false },
  });
  return code;
}

async function startText(scripts) {
  const sum = createHash("sha256");
  for (const bytes of scripts) {
    sum.update(bytes);
  }
  return script("src/plugin/code-cache/main.ts", {
    define: { BUNDLE_SUM: JSON.stringify(sum.digest("hex").slice(0, 16)) },
  });
}

/** A source and what it imports, as one CommonJS script. */
async function script(entry, options) {
  const { outputFiles } = await build({ ...BUNDLE, entryPoints: [entry], format: "cjs", ...options });
  return outputFiles[0].text;
}

function textFile(text) {
  return { bytes: Buffer.from(text, "utf8") };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [entry, outFile] = process.argv.slice(2);
  if (entry === undefined || outFile === undefined) {
    console.error("usage: node scripts/bundle-provider.mjs ENTRY OUT_FILE");
    process.exit(2);
  }
  await bundleProvider({ entry, outFile });
}
