// The licences of what is bundled travel with the bundles.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bundledPackages } from "./bundled-packages.mjs";

/**
 * The notices of all packages that bundles of these sources hold.
 *
 * @param {{ root: string, entries: string[] }} options - root: folder of the repository; entries: paths relative to it
 * @returns {Promise<string>}
 */
export async function thirdPartyNotices({ root, entries }) {
  const packages = await bundledPackages({ root, entries });
  const notices = packages.map((each) => notice(join(root, each.folder), each));
  return `The provider and the command contain code of these packages.\n\n${notices.join("\n\n")}\n`;
}

function notice(folder, { name, version, license }) {
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
  const texts = files.sort().map((file) => readFileSync(join(folder, file), "utf8").trim());
  return [`== ${name} ${version} (${license})`, ...(texts.length > 0 ? texts : [whereTextIs(folder)])].join(
    "\n\n",
  );
}

/** For a package that carries no text of its licence. */
function whereTextIs(folder) {
  const { author, repository } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const by = author === undefined ? "" : `By ${author.name ?? author}. `;
  return `${by}The package has no text of its licence; its sources have: ${repository.url ?? repository}`;
}
