// `npm run generate`: every generated file in the repository, from its source. CI runs it and fails on a difference.
//
//   src/plugin/protocol/generated   from src/plugin/protocol
//   src/constructs/bindings         from the provider's schema, for CDKTF
//   src/cdktn/bindings              from the provider's schema, for CDK Terrain
//   docs                            from the provider's schema and examples/
//   docs/guides                     blocks of code from the files of examples/ that they name
//   docs/guides/states.md           from the states that the code knows
//   docs/guides/errors.md           from the catalogue of diagnostics
//   docs/pictures                   from docs/performance.json

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { source } from "../../scripts/source.mjs";
import { structuresOf } from "./binding-structures.mjs";
import { generateBindings } from "./bindings.mjs";
import { generateDocs } from "./docs.mjs";
import { errorsPage } from "./errors-page.mjs";
import { fillGuides } from "./guide-examples.mjs";
import { statesPage } from "./states-page.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

// First, because the provider is built upon it.
await import("./protobuf.mjs");

const { PROVIDER_ADDRESS: address } = source("provider/address.ts");
const { ehpc } = source("provider/provider.ts");
const { providerSchemaJson } = source("plugin/schema/schema-json.ts");
const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
const schema = providerSchemaJson(ehpc({}));

const structures = structuresOf(ehpc({}));
for (const [kit, room] of [
  ["cdktf", "constructs"],
  ["cdktn", "cdktn"],
]) {
  const out = path.join(root, "src", room, "bindings");
  await generateBindings({ kit, schema, structures, address, version, out });
}
generateDocs({ schema, address, version, root });
fillGuides(root);

const { VOCABULARIES: vocabularies } = source("notation/known-states.ts");
const states = statesPage({ vocabularies, ...source("notation/phase.ts") });
writeFileSync(path.join(root, "docs/guides/states.md"), `${states}\n`);

const { ERROR_CATALOGUE: sections, TERRAFORMS_OWN: terraformsOwn } = source("provider/error-catalogue.ts");
writeFileSync(path.join(root, "docs/guides/errors.md"), `${errorsPage({ sections, terraformsOwn })}\n`);

execFileSync(process.execPath, ["--import", "tsx", "tools/pictures/main.ts"], {
  cwd: root,
  stdio: "inherit",
});
