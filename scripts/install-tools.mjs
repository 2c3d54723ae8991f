// What a command that needs tools/ does first: `node scripts/install-tools.mjs`, or import { installTools }.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { dependenciesAreInstalled, root, run } from "./prepare.mjs";

/** Installs the packages of tools/, which `npm start` and users do without; ends the process if that fails. */
export async function installTools() {
  if (dependenciesAreInstalled(path.join(root, "tools"))) {
    return;
  }
  console.log("tools/ is not installed yet: npm gets the generators, Bun, OpenPGP and CDKTF's command.");
  await run("npm", ["ci", "--prefix", "tools", "--no-fund", "--no-audit", "--loglevel=error"]);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await installTools();
}
