// Pages in the form of the Terraform registry, from the provider's schema and from examples that the tests run.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { functionPage } from "./function-page.mjs";
import { code, frontMatter, typeName } from "./page-parts.mjs";

/**
 * Writes docs/index.md, and one page for each data source, resource, ephemeral resource, action, list resource and
 * function.
 *
 * @param {object} options
 * @param {object} options.schema one provider as `terraform providers schema -json` prints it
 * @param {string} options.address source address, `host/namespace/type`
 * @param {string} options.root folder of the repository; `docs` in it is written, `examples` in it is read
 */
export function generateDocs({ schema, address, root }) {
  const name = address.split("/").at(-1);
  const docs = path.join(root, "docs");
  for (const folder of [...KINDS.map((kind) => kind.folder), FUNCTIONS]) {
    rmSync(path.join(docs, folder), { recursive: true, force: true });
  }
  write(path.join(docs, "index.md"), providerPage({ name, schema: schema.provider, root }));
  for (const kind of KINDS) {
    for (const [type, each] of Object.entries(schema[kind.schemas] ?? {})) {
      const file = path.join(docs, kind.folder, `${type.slice(name.length + 1)}.md`);
      write(file, objectPage({ name, type, kind, schema: each, root }));
    }
  }
  for (const [called, signature] of Object.entries(schema.functions ?? {})) {
    const text = example(root, `${FUNCTIONS}/${called}/function.tf`);
    write(
      path.join(docs, FUNCTIONS, `${called}.md`),
      functionPage({ name, called, signature, example: text }),
    );
  }
}

const FUNCTIONS = "functions";

const KINDS = [
  { schemas: "data_source_schemas", folder: "data-sources", title: "Data Source", example: "data-source.tf" },
  { schemas: "resource_schemas", folder: "resources", title: "Resource", example: "resource.tf" },
  {
    schemas: "ephemeral_resource_schemas",
    folder: "ephemeral-resources",
    title: "Ephemeral Resource",
    example: "ephemeral-resource.tf",
    needs: "Ephemeral resources need Terraform 1.10 or OpenTofu 1.11.",
  },
  {
    schemas: "action_schemas",
    folder: "actions",
    title: "Action",
    example: "action.tf",
    needs: "Actions need Terraform 1.14. OpenTofu does not know them.",
  },
  {
    schemas: "list_resource_schemas",
    folder: "list-resources",
    title: "List Resource",
    example: "list-resource.tfquery.hcl",
    needs:
      "Lists need Terraform 1.14, which reads them from files `*.tfquery.hcl` when `terraform query` runs. OpenTofu does not know them.",
  },
];

/** Ways of an import. The files have the names that the generator of HashiCorp's own pages knows. */
const IMPORTS = [
  {
    file: "import-by-identity.tf",
    language: "terraform",
    sentence: "By identity, with an `import` block (Terraform 1.12, OpenTofu 1.12):",
  },
  { file: "import-by-string-id.tf", language: "terraform", sentence: "By ID, with an `import` block:" },
  { file: "import.sh", language: "shell", sentence: "By ID, on the command line:" },
];

/** Programs in TypeScript that show a page's object in use: the folder of examples/ for each. */
const PROGRAMS = {
  "data-sources/ehpc_job": "gate-on-job",
  "data-sources/ehpc_jobs": "iterate-jobs",
  "data-sources/ehpc_job_log": "check-log",
  "ephemeral-resources/ehpc_job_log": "ephemeral-log",
  "resources/ehpc_job": "train-and-publish",
  "resources/ehpc_job_completion": "wait-for-job",
  "resources/ehpc_jobs_completion": "wait-for-sweep",
};

function providerPage({ name, schema, root }) {
  const { description } = schema.block;
  return [
    frontMatter({ title: `Provider: ${name}`, description }),
    `# ${name} Provider`,
    description,
    "The provider comes with the npm package `cdktf-provider-ehpc`: `EhpcProvider` places it beside a CDKTF stack, and " +
      "`npx cdktf-provider-ehpc install` puts it where Terraform finds it for configurations in HCL.",
    "## Example Usage",
    code("terraform", example(root, "provider/provider.tf")),
    schemaSection(schema.block),
  ].join("\n\n");
}

function objectPage({ name, type, kind, schema, root }) {
  const { description } = schema.block;
  const program = PROGRAMS[`${kind.folder}/${type}`];
  return [
    frontMatter({ title: `${type} ${kind.title} - ${name}`, description }),
    `# ${type} (${kind.title})`,
    description,
    ...(kind.needs === undefined ? [] : [kind.needs]),
    "## Example Usage",
    code("terraform", example(root, `${kind.folder}/${type}/${kind.example}`)),
    ...(program === undefined
      ? []
      : ["With CDKTF, in TypeScript:", code("typescript", example(root, `${program}/main.ts`))]),
    schemaSection(schema.block),
    ...(kind.folder === "resources" ? importSection(path.join(root, "examples/resources", type)) : []),
  ].join("\n\n");
}

/** How a resource is imported: in each way of which there is an example. */
function importSection(folder) {
  const ways = IMPORTS.filter(({ file }) => existsSync(path.join(folder, file)));
  return ways.length === 0
    ? []
    : [
        "## Import",
        ...ways.flatMap(({ file, language, sentence }) => [
          sentence,
          code(language, readFileSync(path.join(folder, file), "utf8").trimEnd()),
        ]),
        "The guide [Import](../guides/import.md) says what is taken over.",
      ];
}

function schemaSection(block) {
  const blocks = Object.entries(block.block_types ?? {}).map(([name, { block: inner }]) => [
    name,
    { ...inner, nested_type: inner, optional: true, kind: "Block List, Max: 1" },
  ]);
  const all = { ...block.attributes, ...Object.fromEntries(blocks) };
  return [
    "## Schema",
    ...attributeLists(all, [], (title) => `### ${title}`),
    ...nestedSections(all, []),
  ].join("\n\n");
}

/** A section for each object, and behind it those of the objects inside of it. */
function nestedSections(attributes, way) {
  return Object.entries(attributes).flatMap(([name, { nested_type }]) => {
    if (nested_type === undefined) {
      return [];
    }
    const here = [...way, name];
    return [
      `<a id="${anchor(here)}"></a>\n### Nested Schema for \`${here.join(".")}\``,
      ...attributeLists(nested_type.attributes, here, (title) => `${title}:`),
      ...nestedSections(nested_type.attributes, here),
    ];
  });
}

const GROUPS = [
  ["Required", ({ required }) => required],
  ["Optional", ({ optional }) => optional],
  ["Read-Only", ({ required, optional }) => !required && !optional],
];

function attributeLists(attributes, way, heading) {
  const sorted = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  return GROUPS.flatMap(([title, belongs]) => {
    const members = sorted.filter(([, attribute]) => belongs(attribute));
    return members.length === 0
      ? []
      : [heading(title), members.map(([name, each]) => item([...way, name], each)).join("\n")];
  });
}

function item(way, { type, nested_type, kind: blockKind, sensitive, description }) {
  const kind = blockKind ?? (nested_type === undefined ? typeName(type) : NESTED[nested_type.nesting_mode]);
  const link = nested_type === undefined ? "" : ` (see [below for nested schema](#${anchor(way)}))`;
  return `- \`${way.at(-1)}\` (${kind}${sensitive ? ", Sensitive" : ""}) ${description}${link}`;
}

const NESTED = {
  single: "Attributes",
  list: "Attributes List",
  set: "Attributes Set",
  map: "Attributes Map",
};

function anchor(way) {
  return `nestedatt--${way.join("--")}`;
}

function example(root, name) {
  return readFileSync(path.join(root, "examples", name), "utf8").trimEnd();
}

function write(file, text) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${text}\n`);
}
