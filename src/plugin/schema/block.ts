import {
  type Attribute,
  type Attributes,
  type AttributeType,
  listOf,
  object,
  type StateOf,
} from "./attribute";

/**
 * A nested block `name { … }`, which may be left out and stands once at most. Its value is a list of one object, or an
 * empty one. Meant for arguments that another provider has as a block already; a nested attribute serves all others.
 */
export function optionalBlock<A extends Attributes>(
  attributes: A,
  description: string,
): Attribute<AttributeType<readonly StateOf<A>[]>, "optional"> {
  return { type: listOf(object(attributes)), mode: "optional", description, block: true };
}

/** The attributes that are written as attributes, and those that are written as blocks with what is inside of them. */
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
