import { decodeJson } from "../cty/json";
import { decodeMsgpack, encodeMsgpack } from "../cty/msgpack";
import type { CtyType } from "../cty/type";
import { type CtyObject, type CtyValue, isRecord, record } from "../cty/value";
import type * as proto from "../protocol/generated/tfplugin6";
import { type Attributes, impliedType } from "../schema/attribute";

/** Reads a value of any type; an absent value is null. */
export function valueFromWire(value: proto.DynamicValue | undefined, type: CtyType): CtyValue {
  if (value === undefined) {
    return null;
  }
  // Terraform sends MessagePack; JSON is the protocol's fallback.
  if (value.msgpack.length > 0) {
    return decodeMsgpack(value.msgpack, type);
  }
  return value.json.length > 0 ? decodeJson(value.json, type) : null;
}

/** Writes a value of any type. */
export function valueToWire(value: CtyValue, type: CtyType): proto.DynamicValue {
  return { msgpack: encodeMsgpack(value, type), json: EMPTY };
}

/** Reads a configuration, plan or state of these attributes; `null` when there is none. */
export function fromWire(value: proto.DynamicValue | undefined, attributes: Attributes): CtyObject | null {
  const decoded = valueFromWire(value, impliedType(attributes));
  return isRecord(decoded) ? decoded : null;
}

/** As {@link fromWire}, for a configuration: in an absent one, every argument is null. */
export function configFromWire(value: proto.DynamicValue | undefined, attributes: Attributes): CtyObject {
  return fromWire(value, attributes) ?? record(Object.keys(attributes).map((name) => [name, null]));
}

/** Writes the plan or state of a managed resource: Terraform refuses one with a value for a write-only attribute. */
export function stateToWire(value: CtyObject | null, attributes: Attributes): proto.DynamicValue {
  return toWire(value && withoutWriteOnly(value, attributes), attributes);
}

/** The value with null for each write-only attribute. */
export function withoutWriteOnly(value: CtyObject, attributes: Attributes): CtyObject {
  const names = writeOnlyNames(attributes);
  return names.length === 0
    ? value
    : record(Object.entries(value).map(([name, each]) => [name, names.includes(name) ? null : each]));
}

/** The names of the write-only attributes. */
export function writeOnlyNames(attributes: Attributes): readonly string[] {
  return Object.keys(attributes).filter((name) => attributes[name]?.mode === "write-only");
}

/** Writes a value of these attributes. */
export function toWire(value: CtyObject | null, attributes: Attributes): proto.DynamicValue {
  return valueToWire(value, impliedType(attributes));
}

const EMPTY = Buffer.alloc(0);
