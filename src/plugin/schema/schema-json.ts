import type { Provider } from "../author/provider";
import type { FunctionParameter, ProviderFunction } from "../author/provider-function";
import type { Resource } from "../author/resource";
import type { Attribute, Attributes } from "./attribute";
import { attributesAndBlocks } from "./block";
import { nestingOf } from "./to-proto";

/** A schema as `terraform providers schema -json` prints it. */
export interface SchemaJson {
  readonly version: number;
  readonly block: BlockJson;
}

/** What stands between the braces of a block. */
export interface BlockJson {
  readonly attributes: Readonly<Record<string, AttributeJson>>;
  /** Nested blocks; present only where there are some. */
  readonly block_types?: Readonly<Record<string, NestedBlockJson>>;
  readonly description: string;
  readonly description_kind: "markdown";
}

/** A nested block that may stand once. */
export interface NestedBlockJson {
  readonly nesting_mode: "list";
  readonly block: BlockJson;
  readonly max_items: 1;
}

/** An attribute as `terraform providers schema -json` prints it; flags are present only where true. */
export interface AttributeJson {
  readonly type?: unknown;
  readonly nested_type?: {
    readonly attributes: Readonly<Record<string, AttributeJson>>;
    readonly nesting_mode: string;
  };
  readonly description: string;
  readonly description_kind: "markdown";
  readonly required?: true;
  readonly optional?: true;
  readonly computed?: true;
  readonly sensitive?: true;
  readonly deprecated?: true;
  readonly write_only?: true;
}

/** The identity of a resource as `terraform providers schema -json` prints it. */
export interface IdentitySchemaJson {
  readonly version: number;
  readonly attributes: Readonly<Record<string, IdentityAttributeJson>>;
}

/** An attribute of an identity; flags are present only where true. */
export interface IdentityAttributeJson {
  readonly type: unknown;
  readonly description: string;
  readonly required_for_import?: true;
  readonly optional_for_import?: true;
}

/** The signature of a function as `terraform providers schema -json` prints it. */
export interface FunctionJson {
  readonly description: string;
  readonly summary: string;
  readonly return_type: unknown;
  readonly parameters: readonly ParameterJson[];
}

/** An argument of a function as `terraform providers schema -json` prints it. */
export interface ParameterJson {
  readonly name: string;
  readonly description: string;
  readonly type: unknown;
}

/**
 * What `terraform providers schema -json` prints for one provider, made without Terraform: bindings and
 * documentation pages are generated from it. An acceptance test holds the two against each other. Terraform leaves out
 * what is empty, and what it is too old to know: functions came with 1.8 (OpenTofu 1.7), ephemeral
 * resources with 1.10 (OpenTofu 1.11), write-only attributes with 1.11,
 * identities with 1.12, actions and lists with 1.14.
 */
export function providerSchemaJson<Client>({
  description,
  attributes,
  dataSources,
  resources,
  ephemeralResources = {},
  functions = {},
  actions = {},
  listResources = {},
}: Provider<Client>) {
  return {
    provider: schemaJson(description, attributes),
    resource_schemas: mapValues(resources, (each) =>
      schemaJson(each.description, each.attributes, each.version),
    ),
    data_source_schemas: mapValues(dataSources, (each) => schemaJson(each.description, each.attributes)),
    ephemeral_resource_schemas: mapValues(ephemeralResources, (each) =>
      schemaJson(each.description, each.attributes),
    ),
    functions: mapValues(functions, functionJson),
    ...identitySchemas(resources),
    ...(Object.keys(listResources).length > 0 && {
      list_resource_schemas: mapValues(listResources, (each) =>
        schemaJson(each.description, each.attributes),
      ),
    }),
    ...(Object.keys(actions).length > 0 && {
      action_schemas: mapValues(actions, (each) => ({ block: blockJson(each.description, each.attributes) })),
    }),
  };
}

/** Present only where a resource has an identity. */
function identitySchemas<Client>(resources: Readonly<Record<string, Resource<Client>>>): {
  readonly resource_identity_schemas?: Readonly<Record<string, IdentitySchemaJson>>;
} {
  const identified = Object.entries(resources).filter(([, { identity }]) => identity !== undefined);
  return identified.length === 0
    ? {}
    : { resource_identity_schemas: mapValues(Object.fromEntries(identified), identityJson) };
}

function identityJson<Client>({ attributes, identity = {}, identityVersion = 0 }: Resource<Client>) {
  const named = Object.entries(attributes).filter(([name]) => identity[name] !== undefined);
  return {
    version: identityVersion,
    attributes: Object.fromEntries(
      named.map(([name, { type, description }]): [string, IdentityAttributeJson] => [
        name,
        {
          type: type.cty,
          description,
          ...(identity[name] === "required" ? { required_for_import: true } : { optional_for_import: true }),
        },
      ]),
    ),
  };
}

function functionJson({ summary, description, parameters, returns }: ProviderFunction): FunctionJson {
  return { description, summary, return_type: returns.cty, parameters: parameters.map(parameterJson) };
}

function parameterJson({ name, type, description }: FunctionParameter): ParameterJson {
  return { name, description, type: type.cty };
}

function schemaJson(description: string, attributes: Attributes, version = 0): SchemaJson {
  return { version, block: blockJson(description, attributes) };
}

function blockJson(description: string, all: Attributes): BlockJson {
  const { attributes, blocks } = attributesAndBlocks(all);
  const nested = blocks.map((each): [string, NestedBlockJson] => [
    each.name,
    { nesting_mode: "list", block: blockJson(each.description, each.attributes), max_items: 1 },
  ]);
  return {
    attributes: attributesJson(attributes),
    ...(nested.length > 0 && { block_types: Object.fromEntries(nested) }),
    description,
    description_kind: "markdown",
  };
}

function attributesJson(attributes: Attributes): Record<string, AttributeJson> {
  return mapValues(attributes, attributeJson);
}

function attributeJson({ type, mode, description, sensitive, deprecated }: Attribute): AttributeJson {
  const nesting = nestingOf(type);
  const nested = nesting && { attributes: attributesJson(nesting.attributes), nesting_mode: nesting.mode };
  return {
    ...(nested === undefined ? { type: type.cty } : { nested_type: nested }),
    description,
    description_kind: "markdown",
    ...(mode === "required" && { required: true }),
    ...((mode === "optional" || mode === "optional+computed" || mode === "write-only") && { optional: true }),
    ...((mode === "computed" || mode === "optional+computed") && { computed: true }),
    ...(sensitive && { sensitive: true }),
    ...(deprecated && { deprecated: true }),
    ...(mode === "write-only" && { write_only: true }),
  };
}

function mapValues<T, U>(values: Readonly<Record<string, T>>, convert: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, convert(value)]));
}
