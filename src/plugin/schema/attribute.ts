import type { CtyNumber, Decimal } from "../cty/number";
import type { CtyType } from "../cty/type";
import type { Dynamic, Unknown } from "../cty/value";

declare const VALUE: unique symbol;

/**
 * Checks one known, non-null value. The result completes the sentence `The argument "x" …`, such as "must not be empty.",
 * and says what is right; `undefined` means that the value is valid.
 */
export type Validator<T> = (value: T) => string | undefined;

/** The type of an attribute's value. `T` is the TypeScript type of a known, non-null value. */
export interface AttributeType<T = unknown> {
  readonly cty: CtyType;
  readonly validators: readonly Validator<never>[];
  /** For a list, set or map: the type of its elements. */
  readonly element?: AttributeType;
  /** For an object: its attributes with their descriptions. */
  readonly attributes?: Attributes;
  /** The only words that a text may be; bindings make a union of them. */
  readonly words?: readonly string[];
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

/** A whole number that JavaScript represents exactly; validation refuses others. */
export const integer: AttributeType<number> = {
  cty: "number",
  validators: [(value) => (Number.isSafeInteger(value) ? undefined : "must be a whole number.")],
};

/** A value whose type is known only with the value. Terraform refuses it inside lists, sets and maps. */
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
  // A new object, not a copy: a copy would still have the type of T.
  const { cty, element, attributes } = type;
  const validators = [...type.validators, validator];
  return { cty, validators, ...(element && { element }), ...(attributes && { attributes }) };
}

/** The cty object type of a set of attributes: the shape of a configuration and of a state. */
export function impliedType(attributes: Attributes): CtyType {
  const known = IMPLIED.get(attributes);
  if (known !== undefined) {
    return known;
  }
  const types = Object.entries(attributes).map(([name, { type }]) => [name, type.cty] as const);
  const implied: CtyType = ["object", Object.fromEntries(types)];
  IMPLIED.set(attributes, implied);
  return implied;
}

// Cached: every request needs it, and a schema never changes.
const IMPLIED = new WeakMap<Attributes, CtyType>();

/**
 * The source of the value: the configuration, the provider, or the provider if the configuration has none. A write-only
 * value is in the configuration alone.
 */
export type AttributeMode = "required" | "optional" | "computed" | "optional+computed" | "write-only";

/** One attribute of a schema. Its name is its key in {@link Attributes}. */
export interface Attribute<
  Type extends AttributeType = AttributeType,
  Mode extends AttributeMode = AttributeMode,
> extends AttributeOptions {
  readonly type: Type;
  readonly mode: Mode;
  /** Markdown; the only description of the attribute: bindings and documentation pages are made from it. */
  readonly description: string;
}

export interface AttributeOptions {
  /** Hides the value on screen; the state still contains it. @default false */
  readonly sensitive?: boolean;
  /** @default false */
  readonly deprecated?: boolean;
  /** Managed resources: a change replaces the object. @default false */
  readonly requiresReplace?: boolean;
  /** Managed resources: a computed value that an update does not change, so the plan keeps it. @default false */
  readonly stable?: boolean;
  /** Written `name { … }` and not `name = { … }`; see `optionalBlock`. @default false */
  readonly block?: boolean;
}

/** The attributes of a provider, data source, resource or nested object, by name. */
export type Attributes = Readonly<Record<string, Attribute>>;

function attribute<Mode extends AttributeMode>(mode: Mode) {
  return <Type extends AttributeType>(
    type: Type,
    description: string,
    options: AttributeOptions = {},
  ): Attribute<Type, Mode> => ({ ...options, type, mode, description });
}

/** A required argument. */
export const required = attribute("required");
/** An optional argument; null if omitted. */
export const optional = attribute("optional");
/** A result. */
export const computed = attribute("computed");
/** An optional argument that the provider fills in if it is omitted. */
export const optionalComputed = attribute("optional+computed");
/**
 * An optional argument that no plan and no state contains, such as a password: only `create` and `update` get it. For
 * attributes of managed resources and actions that are in no other attribute. Terraform knows them from 1.11 on, OpenTofu from 1.11
 * on; with an older one, a value is refused. Terraform sees no change of the value.
 */
export const writeOnly = attribute("write-only");

type NamesOf<A extends Attributes, Mode extends AttributeMode> = {
  [Name in keyof A]: A[Name]["mode"] extends Mode ? Name : never;
}[keyof A];

/** The type of a configuration: required arguments have a value, others a value or null; without write-only arguments. */
export type ArgumentsOf<A extends Attributes> = {
  readonly [Name in NamesOf<A, "required">]: ValueOf<A[Name]["type"]>;
} & { readonly [Name in NamesOf<A, "optional" | "optional+computed">]: ValueOf<A[Name]["type"]> | null };

/** The type of the write-only arguments: a value or null. */
export type WriteOnlyOf<A extends Attributes> = {
  readonly [Name in NamesOf<A, "write-only">]: ValueOf<A[Name]["type"]> | null;
};

/** The type of the results: each computed attribute, or null. */
export type ResultsOf<A extends Attributes> = {
  readonly [Name in NamesOf<A, "computed" | "optional+computed">]: ValueOf<A[Name]["type"]> | null;
};

/** Arguments and results together, without the write-only arguments. */
export type StateOf<A extends Attributes> = {
  readonly [Name in Exclude<keyof A, NamesOf<A, "write-only">>]: A[Name]["mode"] extends "required"
    ? ValueOf<A[Name]["type"]>
    : ValueOf<A[Name]["type"]> | null;
};

/** A value in which any part may be unknown, as in validation. */
export type Unknowable<T> =
  | Unknown
  | (T extends null | string | boolean | number | bigint | Decimal
      ? T
      : T extends readonly (infer Element)[]
        ? readonly Unknowable<Element>[]
        : { readonly [Name in keyof T]: Unknowable<T[Name]> });
