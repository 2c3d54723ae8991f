// `node scripts/bundled-packages.mjs ENTRY...` prints the packages whose code is in bundles of these sources, as JSON; or
// import { bundledPackages }.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { BUNDLE } from "./bundle-provider.mjs";
import { root as repository } from "./prepare.mjs";

/**
 * The packages whose code is in bundles of these sources, sorted by folder.
 *
 * @param {{ root: string, entries: string[] }} options - root: folder of the repository; entries: paths relative to it
 * @returns {Promise<{ folder: string, name: string, version: string, license: string }[]>} folder: relative to the root
 */
export async function bundledPackages({ root, entries }) {
  const { metafile } = await build({
    ...BUNDLE,
    absWorkingDir: root,
    entryPoints: entries,
    outdir: "out",
    metafile: true,
  });
  const outputs = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
  const folders = new Set(
    outputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? []),
  );
  return [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    return { folder, name, version, license };
  });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const packages = await bundledPackages({ root: repository, entries: process.argv.slice(2) });
  console.log(JSON.stringify(packages, null, 2));
}
