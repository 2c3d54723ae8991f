import { Buffer } from "node:buffer";
import * as proto from "../protocol/generated/provider-schema";
import type { Attribute, Attributes, AttributeType } from "./attribute";
import { attributesAndBlocks } from "./block";

/** A schema as the protocol tells it to Terraform. */
export function schemaToProto(description: string, attributes: Attributes, version = 0): proto.Schema {
  return { version, block: { ...blockToProto(description, attributes), version } };
}

function blockToProto(description: string, all: Attributes): proto.Schema_Block {
  const { attributes, blocks } = attributesAndBlocks(all);
  return {
    version: 0,
    attributes: attributesToProto(attributes),
    blockTypes: blocks.map((each) => ({
      typeName: each.name,
      block: blockToProto(each.description, each.attributes),
      nesting: proto.Schema_NestedBlock_NestingMode.LIST,
      minItems: 0,
      maxItems: 1,
    })),
    description,
    descriptionKind: proto.StringKind.MARKDOWN,
    deprecated: false,
  };
}

function attributesToProto(attributes: Attributes): proto.Schema_Attribute[] {
  return Object.entries(attributes).map(([name, attribute]) => attributeToProto(name, attribute));
}

function attributeToProto(name: string, { type, mode, ...rest }: Attribute): proto.Schema_Attribute {
  const nested = nestedType(type);
  return {
    name,
    // Exactly one of the two may be set: Terraform refuses a schema with both.
    type: Buffer.from(nested === undefined ? JSON.stringify(type.cty) : ""),
    nestedType: nested,
    description: rest.description,
    descriptionKind: proto.StringKind.MARKDOWN,
    required: mode === "required",
    optional: mode === "optional" || mode === "optional+computed" || mode === "write-only",
    computed: mode === "computed" || mode === "optional+computed",
    sensitive: rest.sensitive ?? false,
    deprecated: rest.deprecated ?? false,
    writeOnly: mode === "write-only",
  };
}

function nestedType(type: AttributeType): proto.Schema_Object | undefined {
  const nesting = nestingOf(type);
  return nesting && { attributes: attributesToProto(nesting.attributes), nesting: NESTING[nesting.mode] };
}

const NESTING = {
  single: proto.Schema_Object_NestingMode.SINGLE,
  list: proto.Schema_Object_NestingMode.LIST,
  set: proto.Schema_Object_NestingMode.SET,
  map: proto.Schema_Object_NestingMode.MAP,
} as const;

/** How an attribute nests others: an object once, or a collection of objects; `undefined` for plain types. */
export function nestingOf(
  type: AttributeType,
): { mode: "single" | "list" | "set" | "map"; attributes: Attributes } | undefined {
  if (type.attributes !== undefined) {
    return { mode: "single", attributes: type.attributes };
  }
  const attributes = type.element?.attributes;
  if (attributes === undefined) {
    return undefined;
  }
  const [mode] = type.cty;
  if (mode !== "list" && mode !== "set" && mode !== "map") {
    return undefined;
  }
  return { mode, attributes };
}
