import { decode, ExtData, type ExtensionCodecType, encode } from "@msgpack/msgpack";
import { CtyError, inside } from "./error";
import { fromPlain, type PlainForm } from "./from-plain";
import { lengthFault } from "./msgpack-lengths";
import { type CtyNumber, Decimal, formatNumber } from "./number";
import type { CtyType } from "./type";
import { type CtyValue, Dynamic, isRecord, isSequence, record, UNKNOWN } from "./value";

const UNKNOWN_ON_WIRE = new ExtData(0, new Uint8Array([0]));

// Any extension means an unknown value: code 0 a plain one, code 12 one with refinements (Terraform's
// object-wire-format.md asks readers to take codes they do not know as unknown too).
const EXTENSIONS: ExtensionCodecType<undefined> = {
  tryToEncode: (value) => (value === UNKNOWN ? UNKNOWN_ON_WIRE : null),
  decode: () => UNKNOWN,
};

const FORM: PlainForm = {
  isUnknown: (plain) => plain === UNKNOWN,
  dynamic: (plain) =>
    Array.isArray(plain) && plain.length === 2 && plain[0] instanceof Uint8Array
      ? { typeJson: Buffer.from(plain[0]).toString("utf8"), value: plain[1] }
      : undefined,
};

/**
 * Reads a cty value from MessagePack.
 *
 * @throws CtyError when the bytes are not MessagePack or the value does not fit the type
 */
export function decodeMsgpack(bytes: Uint8Array, type: CtyType): CtyValue {
  const fault = lengthFault(bytes);
  if (fault !== null) {
    throw new CtyError(`not readable as MessagePack: ${fault}`);
  }
  let plain: unknown;
  try {
    plain = decode(bytes, { useBigInt64: true, extensionCodec: EXTENSIONS });
  } catch (error) {
    throw new CtyError(`not readable as MessagePack: ${error instanceof Error ? error.message : error}`);
  }
  return fromPlain(plain, type, FORM);
}

/**
 * Writes a cty value as MessagePack, shaped by the type: an attribute that the value lacks becomes null.
 *
 * @throws CtyError when the value does not fit the type, has attributes beyond it, or holds NaN
 */
export function encodeMsgpack(value: CtyValue | undefined, type: CtyType): Uint8Array {
  return encode(toPlain(value, type), { extensionCodec: EXTENSIONS });
}

function toPlain(value: CtyValue | undefined, type: CtyType): unknown {
  if (value === null || value === undefined) {
    return null;
  }
  if (value === UNKNOWN) {
    return UNKNOWN;
  }
  if (type === "string") {
    return typeof value === "string" ? wellFormed(value) : misfit("a string");
  }
  if (type === "bool") {
    return typeof value === "boolean" ? value : misfit("a bool");
  }
  if (type === "number") {
    return numberToPlain(value);
  }
  if (type === "dynamic") {
    if (!(value instanceof Dynamic)) {
      return misfit("a value with its type");
    }
    return [Buffer.from(JSON.stringify(value.type)), toPlain(value.value, value.type)];
  }
  switch (type[0]) {
    case "list":
    case "set":
      if (!isSequence(value)) {
        return misfit("a list");
      }
      return value.map((element, index) => inside(index, () => toPlain(element, type[1])));
    case "tuple":
      if (!isSequence(value) || value.length !== type[1].length) {
        return misfit(`a tuple of ${type[1].length}`);
      }
      return type[1].map((elementType, index) => inside(index, () => toPlain(value[index], elementType)));
    case "map":
      if (!isRecord(value)) {
        return misfit("a map");
      }
      return plainRecord(Object.keys(value), (key) => toPlain(value[key], type[1]), wellFormed);
    case "object": {
      if (!isRecord(value)) {
        return misfit("an object");
      }
      const extra = Object.keys(value).find((name) => !Object.hasOwn(type[1], name));
      if (extra !== undefined) {
        throw new CtyError("the schema has no such attribute", [extra]);
      }
      return plainRecord(Object.keys(type[1]), (name) => toPlain(value[name], type[1][name] ?? "dynamic"));
    }
  }
}

function plainRecord(
  names: readonly string[],
  convert: (name: string) => unknown,
  key: (name: string) => string = (name) => name,
): Record<string, unknown> {
  const result: Record<string, unknown> = record();
  for (const name of names) {
    result[key(name)] = inside(name, () => convert(name));
  }
  return result;
}

/**
 * The text with U+FFFD in place of each half of a surrogate pair. The MessagePack library would write such a half as
 * bytes that are no UTF-8, and Terraform would find the value changed at every plan.
 */
function wellFormed(text: string): string {
  return SURROGATE.test(text) ? Buffer.from(text, "utf8").toString("utf8") : text;
}

const SURROGATE = /[\ud800-\udfff]/;

/** Integers that a double holds travel as such; all else as decimal text, which Terraform reads without loss. */
function numberToPlain(value: CtyValue): number | string {
  if (Number.isSafeInteger(value)) {
    return value as number;
  }
  if (typeof value !== "number" && typeof value !== "bigint" && !(value instanceof Decimal)) {
    return misfit("a number");
  }
  try {
    return formatNumber(value satisfies CtyNumber);
  } catch (error) {
    throw new CtyError(error instanceof Error ? error.message : String(error));
  }
}

function misfit(wanted: string): never {
  throw new CtyError(`${wanted} is required`);
}
