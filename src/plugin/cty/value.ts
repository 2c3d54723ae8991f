import { type CtyNumber, Decimal } from "./number";
import type { CtyType } from "./type";

/**
 * Stands for a value that Terraform will know only later. Terraform may tell more about it (a refinement, such
 * as "not null"); nothing here needs that, so all unknown values are this one.
 */
export const UNKNOWN: unique symbol = Symbol("unknown value");
export type Unknown = typeof UNKNOWN;

/** A value of type `dynamic`: the value and the type that it turned out to have. */
export class Dynamic {
  constructor(
    readonly type: CtyType,
    readonly value: CtyValue,
  ) {}
}

/**
 * A cty value as plain data: lists, sets and tuples are arrays; maps and objects are records; null is `null`.
 * Which of them it is, the type beside it says.
 */
export type CtyValue =
  | null
  | Unknown
  | string
  | boolean
  | CtyNumber
  | Dynamic
  | readonly CtyValue[]
  | { readonly [name: string]: CtyValue };

/** An object value: a configuration, a state, a nested attribute. */
export type CtyObject = { readonly [name: string]: CtyValue };

/** Whether nothing in the value, at any depth, is unknown. */
export function isWhollyKnown(value: CtyValue): boolean {
  return firstUnknown(value) === undefined;
}

/** The way to the first unknown inside the value: record keys and list indices from the outside in. */
export function firstUnknown(value: CtyValue): (string | number)[] | undefined {
  if (value === UNKNOWN) {
    return [];
  }
  if (value instanceof Dynamic) {
    return firstUnknown(value.value);
  }
  if (!isRecord(value) && !isSequence(value)) {
    return undefined;
  }
  const entries: Iterable<[string | number, CtyValue]> = isSequence(value)
    ? value.entries()
    : Object.entries(value);
  for (const [step, inner] of entries) {
    const rest = firstUnknown(inner);
    if (rest !== undefined) {
      return [step, ...rest];
    }
  }
  return undefined;
}

/** The value with null in place of everything unknown. */
export function nullForUnknown(value: CtyObject): CtyObject;
export function nullForUnknown(value: CtyValue): CtyValue;
export function nullForUnknown(value: CtyValue): CtyValue {
  if (value === UNKNOWN) {
    return null;
  }
  if (value instanceof Dynamic) {
    return new Dynamic(value.type, nullForUnknown(value.value));
  }
  if (isSequence(value)) {
    return value.map((element) => nullForUnknown(element));
  }
  if (isRecord(value)) {
    return record(Object.entries(value).map(([name, inner]) => [name, nullForUnknown(inner)]));
  }
  return value;
}

/** Whether the value is a map or an object, as opposed to a list, a leaf or null. */
export function isRecord(value: CtyValue): value is CtyObject {
  return typeof value === "object" && value !== null && !isSequence(value) && !isLeafObject(value);
}

/** Whether the value is a list, a set or a tuple. */
export function isSequence(value: CtyValue): value is readonly CtyValue[] {
  return Array.isArray(value);
}

function isLeafObject(value: object): value is Decimal | Dynamic {
  return value instanceof Decimal || value instanceof Dynamic;
}

/** A record that no key can corrupt: without a prototype, `__proto__` is a name like any other. */
export function record(entries: Iterable<readonly [string, CtyValue]> = []): Record<string, CtyValue> {
  // Not Object.create(null), which V8 makes a hash table of: it takes three times the memory.
  const result: Record<string, CtyValue> = Object.setPrototypeOf({}, null);
  for (const [name, value] of entries) {
    result[name] = value;
  }
  return result;
}
