// Bindings of the provider for CDKTF and for CDK Terrain, by the generators that `cdktf get` and `cdktn get` use, from the
// provider's own schema.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { withResultDescriptions, withWords } from "./binding-structures.mjs";

const require = createRequire(import.meta.url);
const { CodeMaker } = require("codemaker");

/** The scope of a kit's packages on npm, where its generator is, and the parts of a schema that its generator knows. */
const KITS = {
  // Older than functions, ephemeral resources, actions and lists.
  cdktf: {
    scope: "@cdktf",
    generator: "lib/get/generator/provider-generator",
    parts: ["provider", "resource_schemas", "data_source_schemas"],
  },
  cdktn: {
    scope: "@cdktn",
    generator: "build/get/generator/provider-generator",
    parts: ["provider", "resource_schemas", "data_source_schemas", "ephemeral_resource_schemas", "functions"],
  },
};

/**
 * Writes one folder for the provider and one for each of its data sources and resources, and an index.
 *
 * @param {object} options
 * @param {"cdktf" | "cdktn"} options.kit whose generator is used
 * @param {object} options.schema one provider as `terraform providers schema -json` prints it
 * @param {Map} options.structures the same, as `structuresOf` tells it
 * @param {string} options.address source address, `host/namespace/type`
 * @param {string} options.version exact version that stacks require
 * @param {string} options.out folder to write; what it held before is removed
 */
export async function generateBindings({ kit, schema, structures, address, version, out }) {
  const { scope, generator: module, parts } = KITS[kit];
  const { ConstructsMakerProviderTarget, TerraformProviderConstraint } = require(`${scope}/commons`);
  const { TerraformProviderGenerator } = require(`${scope}/provider-generator/${module}`);
  const code = new CodeMaker();
  const generator = new TerraformProviderGenerator(code, {
    format_version: "1.0",
    provider_versions: { [address]: version },
    provider_schemas: { [address]: knownToGenerator(schema, parts) },
  });
  const constraint = new TerraformProviderConstraint(`${address}@${version}`);
  generator.generate(new ConstructsMakerProviderTarget(constraint, "typescript"));

  const draft = mkdtempSync(path.join(tmpdir(), "bindings-"));
  try {
    await code.save(draft);
    const generated = path.join(draft, "providers", constraint.name);
    for (const name of readdirSync(generated, { recursive: true })) {
      const file = path.join(generated, name);
      if (name.endsWith("README.md") || name === "lazy-index.ts") {
        rmSync(file);
      } else if (name.endsWith(".ts")) {
        const source = withLocalLinks(readFileSync(file, "utf8"), registryUrl(address, version));
        const bindings = withBlockDescriptions(withNestedAttributes(withOverrides(source)), schema);
        const described = withResultDescriptions(withWords(bindings, structures), structures);
        writeFileSync(file, withOwnKit(described));
      }
    }
    rmSync(out, { recursive: true, force: true });
    cpSync(generated, out, { recursive: true });
  } finally {
    rmSync(draft, { recursive: true });
  }
}

// A copy, because the generator adds to the schema (`alias` to the provider).
function knownToGenerator(schema, parts) {
  return structuredClone(Object.fromEntries(parts.map((part) => [part, schema[part]])));
}

function registryUrl(address, version) {
  const [host, namespace, type] = address.split("/");
  return `https://${host}/providers/${namespace}/${type}/${version}/docs`;
}

// The generator links to a registry's pages; those of this provider are files of its package.
function withLocalLinks(source, url) {
  const page = (link) => {
    const [file, anchor] = link.slice(url.length).split("#");
    return { file: `docs${file === "" ? "/index" : file}.md`, anchor };
  };
  const local = source
    .replace(/Docs at Terraform Registry: \{@link (\S+) [^}]*\}/g, (_, link) => {
      const { file, anchor } = page(link);
      return `See \`${anchor}\` in ${file}.`;
    })
    .replace(/\{@link (https:\S+) ([^}]*)\}/g, (whole, link, text) =>
      link.startsWith(url) ? `${text} (${page(link).file})` : whole,
    )
    .replace(/^\/\/ (https:\S+)$/gm, (whole, link) =>
      link.startsWith(url) ? `// ${page(link).file}` : whole,
    );
  if (local.includes(url)) {
    throw new Error("The generator has a form of link that is not known here.");
  }
  return local;
}

// The generator leaves out a keyword that this project's compiler settings (noImplicitOverride) ask for.
function withOverrides(source) {
  return source
    .replace(
      /^( {2}(?:public|protected)) ((?:[gs]et alias|synthesizeAttributes|synthesizeHclAttributes)\()/gm,
      "$1 override $2",
    )
    .replace(
      /^ {2}constructor\(protected terraformResource: .*, protected terraformAttribute: .*\) \{$/gm,
      (line) => line.replaceAll("protected ", "protected override "),
    );
}

// The generator takes each object for a block, as it was in providers of protocol 5: `synth --hcl` would write
// `wait { ... }`, which Terraform refuses for an attribute. Blocks of this provider stand once at most; all other
// objects are attributes.
function withNestedAttributes(source) {
  const mended = source.replace(
    /^( *value: \w+)ToHclTerraform(\(this\._\w+\.internalValue\),\n *isBlock: )true(,\n *type: )"struct"/gm,
    '$1ToTerraform$2false$3"any"',
  );
  const block = /^ *value: \w+ToHclTerraform\(this\._\w+\),\n *isBlock: true,\n *type: "list"/gm;
  if (mended.replace(block, "").includes("isBlock: true")) {
    throw new Error("The generator has a form of nested attribute that is not known here.");
  }
  return mended;
}

// The generator says of a block no more than that it is one.
function withBlockDescriptions(source, { provider, resource_schemas, data_source_schemas }) {
  const schemas = [provider, ...Object.values(resource_schemas), ...Object.values(data_source_schemas)];
  const blocks = schemas.flatMap(({ block }) => Object.entries(block.block_types ?? {}));
  return blocks.reduce(
    (text, [name, { block }]) => text.replaceAll(`* ${name} block\n`, () => `* ${block.description}\n`),
    source,
  );
}

// A construct in an app of the other kit says so when it is made.
function withOwnKit(source) {
  const head = /^ {2}public constructor\(scope: Construct, id: string, config: .*\{\n(?= {4}super\()/m;
  if (!head.test(source)) {
    return source;
  }
  return source
    .replace(head, "$&    requireOwnKit(new.target, scope, id);\n")
    .replace(/^import \* as cdkt[fn] from .*\n/m, "$&import { requireOwnKit } from '../../own-kit';\n");
}
