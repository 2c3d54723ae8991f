import {
  type Attribute,
  type Attributes,
  type AttributeType,
  listOf,
  object,
  type StateOf,
} from "./attribute";

/**
 * An optional nested block `name { … }`, at most one. Its value is a list with one object, or an empty list. Use it only
 * for arguments that another provider has as a block; use a nested attribute for all others.
 */
export function optionalBlock<A extends Attributes>(
  attributes: A,
  description: string,
): Attribute<AttributeType<readonly StateOf<A>[]>, "optional"> {
  return { type: listOf(object(attributes)), mode: "optional", description, block: true };
}

/** Separates attributes from nested blocks. */
export function attributesAndBlocks(all: Attributes) {
  const entries = Object.entries(all);
  const attributes = Object.fromEntries(entries.filter(([, { block }]) => !block));
  const blocks = entries
    .filter(([, { block }]) => block)
    .map(([name, { type, description }]) => ({
      name,
      description,
      attributes: type.element?.attributes ?? {},
    }));
  return { attributes, blocks };
}
