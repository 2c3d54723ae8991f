import type { Attribute, Attributes } from "../plugin/schema/attribute";

/** The same attributes, each with further options. */
export function eachWith<A extends Attributes>(attributes: A, options: Partial<Attribute>): A {
  const entries = Object.entries(attributes).map(([name, attribute]) => [name, { ...attribute, ...options }]);
  return Object.fromEntries(entries);
}
