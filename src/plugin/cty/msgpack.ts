import { decode, type ExtensionCodecType } from "@msgpack/msgpack";
import { CtyError, inside } from "./error";
import { fromPlain, type PlainForm } from "./from-plain";
import { lengthFault } from "./msgpack-lengths";
import { MsgpackWriter } from "./msgpack-writer";
import { type CtyNumber, Decimal, formatNumber } from "./number";
import type { CtyType } from "./type";
import { type CtyObject, type CtyValue, Dynamic, isRecord, isSequence, record, UNKNOWN } from "./value";

/** The extension that an unknown value is written as, of one byte. */
const UNKNOWN_EXTENSION = 0;

// Any extension means an unknown value: code 0 a plain one, code 12 one with refinements (Terraform's
// object-wire-format.md asks readers to take codes they do not know as unknown too).
const EXTENSIONS: ExtensionCodecType<undefined> = {
  tryToEncode: () => null,
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
export function encodeMsgpack(value: CtyValue | undefined, type: CtyType): Buffer {
  const measure = new MsgpackWriter(null);
  write(value, type, measure);
  const bytes = Buffer.allocUnsafe(measure.length);
  write(value, type, new MsgpackWriter(bytes));
  return bytes;
}

function write(value: CtyValue | undefined, type: CtyType, out: MsgpackWriter): void {
  if (value === null || value === undefined) {
    out.nil();
  } else if (value === UNKNOWN) {
    out.extension(UNKNOWN_EXTENSION);
  } else if (type === "string") {
    out.text(typeof value === "string" ? wellFormed(value) : misfit("a string"));
  } else if (type === "bool") {
    out.boolean(typeof value === "boolean" ? value : misfit("a bool"));
  } else if (type === "number") {
    writeNumber(value, out);
  } else if (type === "dynamic") {
    const dynamic = value instanceof Dynamic ? value : misfit("a value with its type");
    out.array(2);
    out.binary(Buffer.from(JSON.stringify(dynamic.type)));
    write(dynamic.value, dynamic.type, out);
  } else {
    writeCollection(value, type, out);
  }
}

function writeCollection(value: CtyValue, type: Exclude<CtyType, string>, out: MsgpackWriter): void {
  switch (type[0]) {
    case "list":
    case "set": {
      const elements = isSequence(value) ? value : misfit("a list");
      out.array(elements.length);
      for (const [index, element] of elements.entries()) {
        inside(index, () => write(element, type[1], out));
      }
      return;
    }
    case "tuple": {
      const types = type[1];
      const elements =
        isSequence(value) && value.length === types.length ? value : misfit(`a tuple of ${types.length}`);
      out.array(types.length);
      for (const [index, elementType] of types.entries()) {
        inside(index, () => write(elements[index], elementType, out));
      }
      return;
    }
    case "map": {
      const map = wellFormedKeys(isRecord(value) ? value : misfit("a map"));
      const keys = Object.keys(map);
      out.map(keys.length);
      for (const key of keys) {
        out.text(key);
        inside(key, () => write(map[key], type[1], out));
      }
      return;
    }
    case "object": {
      const object = isRecord(value) ? value : misfit("an object");
      const extra = Object.keys(object).find((name) => !Object.hasOwn(type[1], name));
      if (extra !== undefined) {
        throw new CtyError("the schema has no such attribute", [extra]);
      }
      const names = Object.keys(type[1]);
      out.map(names.length);
      for (const name of names) {
        out.text(name);
        inside(name, () => write(object[name], type[1][name] ?? "dynamic", out));
      }
      return;
    }
  }
}

/**
 * The text with U+FFFD in place of each half of a surrogate pair. Terraform would find a value with such a half
 * changed at every plan.
 */
function wellFormed(text: string): string {
  return SURROGATE.test(text) ? Buffer.from(text, "utf8").toString("utf8") : text;
}

/** The map with such keys. Of those that are alike then, the last counts. */
function wellFormedKeys(map: CtyObject): CtyObject {
  const keys = Object.keys(map);
  return keys.some((key) => SURROGATE.test(key))
    ? record(keys.map((key) => [wellFormed(key), map[key] ?? null]))
    : map;
}

const SURROGATE = /[\ud800-\udfff]/;

/** Integers that a double holds travel as such; all else as decimal text, which Terraform reads without loss. */
function writeNumber(value: CtyValue, out: MsgpackWriter): void {
  if (Number.isSafeInteger(value)) {
    out.integer(value as number);
    return;
  }
  if (typeof value !== "number" && typeof value !== "bigint" && !(value instanceof Decimal)) {
    misfit("a number");
  }
  try {
    out.text(formatNumber(value satisfies CtyNumber));
  } catch (error) {
    throw new CtyError(error instanceof Error ? error.message : String(error));
  }
}

function misfit(wanted: string): never {
  throw new CtyError(`${wanted} is required`);
}
