import { expressionsIn } from "./expressions-in";

/** A configuration as `TerraformStack.toTerraform()` gives it, or a part of one. */
export type Configuration = Readonly<Record<string, unknown>>;

/**
 * Which part of a configuration refers to which others. Parts are known by their addresses: `null_resource.publish`,
 * `data.ehpc_job.train`, `ephemeral.ehpc_job_log.train`, `module.report`, `check.health`, `output.state`, `local.name`,
 * `var.region` and `provider.ehpc`.
 */
export class ConfigurationGraph {
  private readonly references = new Map<string, Set<string>>();
  /** The providers that a module may use without a word: Terraform hands the default ones on to it. */
  private readonly inherited = new Map<string, readonly string[]>();

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
      if (inheritsProviders(address, content)) {
        this.inherited.set(
          address,
          this.addresses.filter((each) => /^provider\.[^.]+$/.test(each)),
        );
      }
    }
  }

  has(address: string): boolean {
    return this.references.has(address);
  }

  get addresses(): readonly string[] {
    return [...this.references.keys()];
  }

  /** The local values, variables and providers through which a part refers to others; of a module, default providers, too. */
  between(address: string): ReadonlySet<string> {
    const found = new Set([...(this.references.get(address) ?? []), ...(this.inherited.get(address) ?? [])]);
    for (const reference of found) {
      if (isDependable(reference)) {
        continue;
      }
      for (const earlier of this.references.get(reference) ?? []) {
        found.add(earlier);
      }
    }
    return found;
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

  /** The same, and all that they may come after: what configures a default provider that a module may use. */
  perhapsUpstream(addresses: Iterable<string>): ReadonlySet<string> {
    const found = new Set(this.upstream(addresses));
    for (const address of found) {
      for (const earlier of this.upstream(this.inherited.get(address) ?? [])) {
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
    // In a circle each comes before each; Terraform reports circles.
    return last.length > 0 ? last : [...addresses];
  }
}

/** The parts of a configuration, or of one element of it: their addresses and what stands in them. */
export function partsOf(configuration: Configuration): [address: string, content: unknown][] {
  const { resource, data, ephemeral, module, check, output, locals, variable, provider } = configuration;
  return [
    ...entriesOf(resource).flatMap(([type, named]) => prefixed(type, named)),
    ...entriesOf(data).flatMap(([type, named]) => prefixed(`data.${type}`, named)),
    ...entriesOf(ephemeral).flatMap(([type, named]) => prefixed(`ephemeral.${type}`, named)),
    ...prefixed("module", module),
    ...prefixed("check", check),
    ...prefixed("output", output),
    ...prefixed("local", locals),
    ...prefixed("var", variable),
    ...entriesOf(provider).flatMap(([name, blocks]) => providerParts(name, blocks)),
  ];
}

/** The blocks of a part that have a `depends_on`: of a check its data sources, of most others the part itself. */
export function waitingBlocks(address: string, content: unknown): unknown[] {
  if (/^(?:local|var|provider)\./.test(address)) {
    return [];
  }
  return address.startsWith("check.") ? scopedData(content).map(([, block]) => block) : [content];
}

/** The sections whose blocks may have a `depends_on` that holds, but for outputs. */
const BLOCKS = ["resource", "data", "module", "check"];

/** A configuration whose blocks also depend on the parts of these addresses. */
export function withDependsOn(configuration: Configuration, addresses: readonly string[]): Configuration {
  const blocks = new Set(
    partsOf(configuration).flatMap(([address, content]) => waitingBlocks(address, content)),
  );
  const add = (value: unknown): unknown => {
    const entries = entriesOf(value);
    if (blocks.has(value)) {
      const { depends_on: given } = value as { depends_on?: unknown };
      return { ...(value as object), depends_on: [...(Array.isArray(given) ? given : []), ...addresses] };
    }
    return entries.length > 0 ? Object.fromEntries(entries.map(([name, each]) => [name, add(each)])) : value;
  };
  return Object.fromEntries(
    Object.entries(configuration).map(([name, section]) => [
      name,
      BLOCKS.includes(name) ? add(section) : section,
    ]),
  );
}

/** Whether `depends_on` may name a part. */
function isDependable(address: string): boolean {
  return !/^(?:output|local|var|provider|check)\./.test(address);
}

function scopedData(check: unknown): [string, unknown][] {
  const { data } = Object.fromEntries(entriesOf(check));
  return entriesOf(data).flatMap(([type, named]) =>
    entriesOf(named).map(([, block]): [string, unknown] => [type, block]),
  );
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
  const { provider, providers } = Object.fromEntries(entriesOf(content));
  if (address.startsWith("module.")) {
    return textsIn(providers).map((name) => `provider.${name}`);
  }
  if (address.startsWith("check.")) {
    return scopedData(content).flatMap(([type, block]) => providersOf(`data.${type}.`, block));
  }
  if (typeof provider === "string") {
    return [`provider.${provider}`];
  }
  const [, name] = /^(?:data\.|ephemeral\.)?([^._]+)_/.exec(address) ?? [];
  return name === undefined ? [] : [`provider.${name}`];
}

/** Whether a part is a module that is given no providers: Terraform hands it all that have no alias. */
function inheritsProviders(address: string, content: unknown): boolean {
  return address.startsWith("module.") && Object.fromEntries(entriesOf(content)).providers === undefined;
}

/** Lists whose texts are addresses, without the braces of an expression. */
const ADDRESS_LISTS = ["depends_on", "replace_triggered_by"];

/** Two names as Terraform's language joins them, or three. */
const REFERENCE = (() => {
  const name = String.raw`[\p{ID_Start}_][\p{ID_Continue}-]*`;
  // What comes after a dot is an attribute of something else.
  return new RegExp(
    String.raw`(?<!\.\s*)(?<!\p{ID_Continue})(?:(?:data|ephemeral)\s*\.\s*)?${name}\s*\.\s*${name}`,
    "gu",
  );
})();

function referencesIn(content: unknown, areAddresses = false): string[] {
  if (typeof content === "string") {
    const text = areAddresses ? content : expressionsIn(content);
    return (text.match(REFERENCE) ?? []).map((reference) => reference.replace(/\s/g, ""));
  }
  if (Array.isArray(content)) {
    return content.flatMap((each) => referencesIn(each, areAddresses));
  }
  // In JSON the keys of an object may be templates, too.
  return entriesOf(content).flatMap(([name, each]) =>
    name === "//" ? [] : [...referencesIn(name), ...referencesIn(each, ADDRESS_LISTS.includes(name))],
  );
}

/** The texts in an object or a list. */
function textsIn(value: unknown): string[] {
  return Object.values(typeof value === "object" && value !== null ? value : {}).filter(
    (each): each is string => typeof each === "string",
  );
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}
