import { CtyError, inside } from "./error";
import { parseNumber } from "./number";
import { type CtyType, parseType } from "./type";
import { type CtyValue, Dynamic, record, UNKNOWN } from "./value";

/** How one encoding shows what JSON and MessagePack show differently. */
export interface PlainForm {
  /** Whether the plain value stands for an unknown one. */
  isUnknown(plain: unknown): boolean;
  /** Takes apart the wrapping of a `dynamic` value; `undefined` when it is not one. */
  dynamic(plain: unknown): { typeJson: string; value: unknown } | undefined;
}

/**
 * Turns decoded MessagePack or JSON into a cty value of the type. Attributes that the type does not name are
 * dropped and attributes that are absent become null, as Terraform itself does with stored state.
 *
 * @throws CtyError where the plain value does not fit the type
 */
export function fromPlain(plain: unknown, type: CtyType, form: PlainForm): CtyValue {
  if (plain === null || plain === undefined) {
    return null;
  }
  if (form.isUnknown(plain)) {
    return UNKNOWN;
  }
  if (type === "string") {
    return typeof plain === "string" ? plain : misfit("a string", plain);
  }
  if (type === "bool") {
    return typeof plain === "boolean" ? plain : misfit("a bool", plain);
  }
  if (type === "number") {
    return asNumber(plain);
  }
  if (type === "dynamic") {
    return asDynamic(plain, form);
  }
  switch (type[0]) {
    case "list":
    case "set":
      return asArray(plain).map((element, index) => inside(index, () => fromPlain(element, type[1], form)));
    case "tuple": {
      const elements = asArray(plain);
      if (elements.length !== type[1].length) {
        misfit(`a tuple of ${type[1].length}`, plain);
      }
      return type[1].map((elementType, index) =>
        inside(index, () => fromPlain(elements[index], elementType, form)),
      );
    }
    case "map": {
      const elements = asObject(plain);
      const map = record();
      for (const key of Object.keys(elements)) {
        map[key] = inside(key, () => fromPlain(elements[key], type[1], form));
      }
      return map;
    }
    case "object": {
      const fields = asObject(plain);
      const object = record();
      for (const [name, fieldType] of Object.entries(type[1])) {
        const field = Object.hasOwn(fields, name) ? fields[name] : null;
        // Most attributes of a configuration are null.
        object[name] = field === null ? null : inside(name, () => fromPlain(field, fieldType, form));
      }
      return object;
    }
  }
}

function asNumber(plain: unknown): CtyValue {
  if (typeof plain === "number") {
    if (Number.isNaN(plain)) {
      throw new CtyError("NaN is not a number that Terraform can represent");
    }
    return plain;
  }
  if (typeof plain === "bigint") {
    return Number.isSafeInteger(Number(plain)) ? Number(plain) : plain;
  }
  if (typeof plain === "string") {
    try {
      return parseNumber(plain);
    } catch {
      // Falls through to the same message as any other misfit.
    }
  }
  return misfit("a number", plain);
}

function asDynamic(plain: unknown, form: PlainForm): CtyValue {
  const parts = form.dynamic(plain);
  if (parts === undefined) {
    return misfit("a value with its type", plain);
  }
  let type: CtyType;
  try {
    type = parseType(parts.typeJson);
  } catch {
    throw new CtyError("the type of a dynamic value cannot be read");
  }
  return new Dynamic(type, fromPlain(parts.value, type, form));
}

function asArray(plain: unknown): readonly unknown[] {
  return Array.isArray(plain) ? plain : misfit("a list", plain);
}

function asObject(plain: unknown): Record<string, unknown> {
  const isObject = typeof plain === "object" && plain !== null && !Array.isArray(plain);
  return isObject ? (plain as Record<string, unknown>) : misfit("a map", plain);
}

/** Names the type of the value, never the value itself: it may be sensitive. */
function misfit(wanted: string, plain: unknown): never {
  throw new CtyError(
    `${wanted} is required, not a value of type ${Array.isArray(plain) ? "list" : typeof plain}`,
  );
}
