import type { CtyNumber } from "../cty/number";
import type { CtyType } from "../cty/type";
import type { Dynamic } from "../cty/value";
import type { Attributes, StateOf } from "./attribute";

declare const VALUE: unique symbol;

/**
 * Looks at one known, non-null value. The answer completes the sentence `The argument "x" …`, such as
 * "must not be empty.", and tells the way out; `undefined` means that the value is fine.
 */
export type Validator<T> = (value: T) => string | undefined;

/** The type of an attribute's value. `T` is the TypeScript type of a known, non-null value. */
export interface AttributeType<T = unknown> {
  readonly cty: CtyType;
  readonly validators: readonly Validator<never>[];
  /** Of a list, set or map: the type of its elements. */
  readonly element?: AttributeType;
  /** Of an object: its attributes, each with a description of its own. */
  readonly attributes?: Attributes;
  /** Never present; carries `T` for inference. */
  readonly [VALUE]?: T;
}

/** The TypeScript type of the values of an attribute type. */
export type ValueOf<Type> = Type extends AttributeType<infer T> ? T : never;

/** Text. */
export const string: AttributeType<string> = { cty: "string", validators: [] };

/** True or false. */
export const bool: AttributeType<boolean> = { cty: "bool", validators: [] };

/** Any number, without loss. */
export const number: AttributeType<CtyNumber> = { cty: "number", validators: [] };

/** A whole number that JavaScript holds exactly; others are refused at validation. */
export const integer: AttributeType<number> = {
  cty: "number",
  validators: [(value) => (Number.isSafeInteger(value) ? undefined : "must be a whole number.")],
};

/** A value whose type is known only with the value. Not inside of lists, sets and maps: Terraform refuses it there. */
export const dynamic: AttributeType<Dynamic> = { cty: "dynamic", validators: [] };

/** An ordered list. A list of objects is a nested attribute of nesting mode list. */
export function listOf<T>(element: AttributeType<T>): AttributeType<readonly T[]> {
  return { cty: ["list", element.cty], validators: [], element };
}

/** A set: without order, each value once. */
export function setOf<T>(element: AttributeType<T>): AttributeType<readonly T[]> {
  return { cty: ["set", element.cty], validators: [], element };
}

/** A map with text keys. */
export function mapOf<T>(element: AttributeType<T>): AttributeType<Readonly<Record<string, T>>> {
  return { cty: ["map", element.cty], validators: [], element };
}

/** An object with described attributes: a nested attribute. */
export function object<A extends Attributes>(attributes: A): AttributeType<StateOf<A>> {
  return { cty: impliedType(attributes), validators: [], attributes };
}

/** The same type with one more rule; `narrowed` becomes the type of its values. */
export function refine<T, Narrowed extends T = T>(
  type: AttributeType<T>,
  validator: Validator<T>,
): AttributeType<Narrowed> {
  // Built anew and not copied: the copy would claim to be a type of T still.
  const { cty, element, attributes } = type;
  const validators = [...type.validators, validator];
  return { cty, validators, ...(element && { element }), ...(attributes && { attributes }) };
}

/** The cty object type of a set of attributes: the shape of a configuration and of a state. */
export function impliedType(attributes: Attributes): CtyType {
  const known = IMPLIED.get(attributes);
  if (known !== undefined) return known;
  const types = Object.entries(attributes).map(([name, { type }]) => [name, type.cty] as const);
  const implied: CtyType = ["object", Object.fromEntries(types)];
  IMPLIED.set(attributes, implied);
  return implied;
}

// Asked for at every request, and a schema never changes.
const IMPLIED = new WeakMap<Attributes, CtyType>();
