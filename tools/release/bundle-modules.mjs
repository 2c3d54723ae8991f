// The modules that Bun compiles: `node scripts/release/bundle-modules.mjs ENTRY FOLDER`.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { providerModules } from "../../scripts/bundle-provider.mjs";

const [entry, folder] = process.argv.slice(2);
for (const [name, text] of await providerModules(entry, ".mjs")) {
  writeFileSync(join(folder, name), text);
}
