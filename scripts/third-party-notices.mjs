// The licences of what is bundled travel with the bundles.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { BUNDLE } from "./bundle-provider.mjs";

/**
 * The notices of all packages that bundles of these sources hold.
 *
 * @param {{ root: string, entries: string[] }} options - root: folder of the repository; entries: paths relative to it
 * @returns {Promise<string>}
 */
export async function thirdPartyNotices({ root, entries }) {
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
  const notices = [...folders].sort().map((folder) => notice(join(root, folder)));
  return `The provider and the command contain code of these packages.\n\n${notices.join("\n\n")}\n`;
}

function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
  const texts = files.sort().map((file) => readFileSync(join(folder, file), "utf8").trim());
  return [`== ${name} ${version} (${license})`, ...texts].join("\n\n");
}
