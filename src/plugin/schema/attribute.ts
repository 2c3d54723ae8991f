import type { Decimal } from "../cty/number";
import type { Unknown } from "../cty/value";
import type { AttributeType, ValueOf } from "./attribute-type";

/** Who gives the value: the configuration, the provider, or the first if it does and else the second. */
export type AttributeMode = "required" | "optional" | "computed" | "optional+computed";

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
  /** Hides the value on screen. It is in the state all the same. @default false */
  readonly sensitive?: boolean;
  /** @default false */
  readonly deprecated?: boolean;
  /** Managed resources: another value makes a new object. @default false */
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

/** An argument that must be given. */
export const required = attribute("required");
/** An argument that may be left out: it is null then. */
export const optional = attribute("optional");
/** A result. */
export const computed = attribute("computed");
/** An argument that the provider fills in when it is left out. */
export const optionalComputed = attribute("optional+computed");

type NamesOf<A extends Attributes, Mode extends AttributeMode> = {
  [Name in keyof A]: A[Name]["mode"] extends Mode ? Name : never;
}[keyof A];

/** What a configuration may hold: required arguments have a value, others a value or null. */
export type ArgumentsOf<A extends Attributes> = {
  readonly [Name in NamesOf<A, "required">]: ValueOf<A[Name]["type"]>;
} & { readonly [Name in NamesOf<A, "optional" | "optional+computed">]: ValueOf<A[Name]["type"]> | null };

/** What a read must answer: each computed attribute, null where there is none. */
export type ResultsOf<A extends Attributes> = {
  readonly [Name in NamesOf<A, "computed" | "optional+computed">]: ValueOf<A[Name]["type"]> | null;
};

/** Arguments and results together. */
export type StateOf<A extends Attributes> = {
  readonly [Name in keyof A]: A[Name]["mode"] extends "required"
    ? ValueOf<A[Name]["type"]>
    : ValueOf<A[Name]["type"]> | null;
};

/** A value in which any part may be unknown still, as validation meets it. */
export type Unknowable<T> =
  | Unknown
  | (T extends null | string | boolean | number | bigint | Decimal
      ? T
      : T extends readonly (infer Element)[]
        ? readonly Unknowable<Element>[]
        : { readonly [Name in keyof T]: Unknowable<T[Name]> });
