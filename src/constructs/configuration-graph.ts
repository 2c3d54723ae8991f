/** A configuration as `TerraformStack.toTerraform()` gives it, or a part of one. */
export type Configuration = Readonly<Record<string, unknown>>;

/** The sections of a configuration whose parts Terraform's `depends_on` may name. */
const DEPENDABLE_SECTIONS = ["resource", "data", "module"] as const;

/**
 * Which part of a configuration refers to which others. Parts are known by their addresses: `null_resource.publish`,
 * `data.ehpc_job.train`, `module.report`, `output.state`, `local.name` and `provider.ehpc`.
 */
export class ConfigurationGraph {
  private readonly references = new Map<string, Set<string>>();

  constructor(configuration: Configuration) {
    const parts = partsOf(configuration);
    for (const [address] of parts) {
      this.references.set(address, new Set());
    }
    for (const [address, content] of parts) {
      for (const reference of [...referencesIn(content), ...providersOf(address, content)]) {
        if (this.references.has(reference) && reference !== address) {
          this.add(address, reference);
        }
      }
    }
  }

  has(address: string): boolean {
    return this.references.has(address);
  }

  get addresses(): readonly string[] {
    return [...this.references.keys()];
  }

  /** Notes that one part comes after another. */
  add(address: string, earlier: string): void {
    this.references.get(address)?.add(earlier);
  }

  /** These parts and all that they come after, near or far. */
  upstream(addresses: Iterable<string>): ReadonlySet<string> {
    const found = new Set(addresses);
    // A set that grows while it is gone through gives what was added, too.
    for (const address of found) {
      for (const earlier of this.references.get(address) ?? []) {
        found.add(earlier);
      }
    }
    return found;
  }

  /** What `depends_on` has to name to come after these parts: in place of an output or a local value, what it is made from. */
  dependables(addresses: Iterable<string>): ReadonlySet<string> {
    const found = new Set<string>();
    const passed = new Set(addresses);
    for (const address of passed) {
      if (isDependable(address)) {
        found.add(address);
        continue;
      }
      for (const earlier of this.references.get(address) ?? []) {
        passed.add(earlier);
      }
    }
    return found;
  }

  /** Those of the parts that no other one of them comes after: who waits for these waits for all. */
  last(addresses: ReadonlySet<string>): string[] {
    const earlier = new Set<string>();
    for (const address of addresses) {
      for (const before of this.upstream(this.references.get(address) ?? [])) {
        earlier.add(before);
      }
    }
    const last = [...addresses].filter((address) => !earlier.has(address));
    // In a circle each is before each; Terraform tells of circles.
    return last.length > 0 ? last : [...addresses];
  }
}

/** The parts of a configuration, or of one element of it: their addresses and what stands in them. */
export function partsOf(configuration: Configuration): [address: string, content: unknown][] {
  const { resource, data, module, output, locals, provider } = configuration;
  return [
    ...entriesOf(resource).flatMap(([type, named]) => prefixed(type, named)),
    ...entriesOf(data).flatMap(([type, named]) => prefixed(`data.${type}`, named)),
    ...prefixed("module", module),
    ...prefixed("output", output),
    ...prefixed("local", locals),
    ...entriesOf(provider).flatMap(([name, blocks]) => providerParts(name, blocks)),
  ];
}

/** Whether `depends_on` may name a part. */
function isDependable(address: string): boolean {
  return !/^(?:output|local|provider)\./.test(address);
}

/** Whether a section of a configuration holds what Terraform makes or reads, and not only names, values and settings. */
export function isMade(section: string): boolean {
  return DEPENDABLE_SECTIONS.some((name) => name === section);
}

function prefixed(prefix: string, named: unknown): [string, unknown][] {
  return entriesOf(named).map(([name, content]) => [`${prefix}.${name}`, content]);
}

function providerParts(name: string, blocks: unknown): [string, unknown][] {
  return (Array.isArray(blocks) ? blocks : [blocks]).map((block: { alias?: unknown } | undefined) => [
    `provider.${typeof block?.alias === "string" ? `${name}.${block.alias}` : name}`,
    block,
  ]);
}

/** What stands in a part is configured by its provider, so it comes after all that the provider's block refers to. */
function providersOf(address: string, content: unknown): string[] {
  const { provider } = Object.fromEntries(entriesOf(content));
  if (typeof provider === "string") {
    return [`provider.${provider}`];
  }
  const [, name] = /^(?:data\.)?([^._]+)_/.exec(address) ?? [];
  return name === undefined ? [] : [`provider.${name}`];
}

/** Lists whose texts are addresses, without the braces of an expression. */
const ADDRESS_LISTS = ["depends_on", "replace_triggered_by"];

function referencesIn(content: unknown, areAddresses = false): string[] {
  if (typeof content === "string") {
    return areAddresses || /[$%]\{/.test(content)
      ? (content.match(/(?:data\.)?[A-Za-z_][\w-]*\.[A-Za-z_][\w-]*/g) ?? [])
      : [];
  }
  if (Array.isArray(content)) {
    return content.flatMap((each) => referencesIn(each, areAddresses));
  }
  return entriesOf(content).flatMap(([name, each]) =>
    name === "//" ? [] : referencesIn(each, ADDRESS_LISTS.includes(name)),
  );
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}
