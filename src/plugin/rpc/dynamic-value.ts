import { decodeJson } from "../cty/json";
import { decodeMsgpack, encodeMsgpack } from "../cty/msgpack";
import { type CtyObject, type CtyValue, isRecord, record } from "../cty/value";
import type * as proto from "../protocol/generated/tfplugin6";
import type { Attributes } from "../schema/attribute";
import { impliedType } from "../schema/attribute-type";

/** Reads a configuration, plan or state of these attributes; `null` when there is none. */
export function fromWire(value: proto.DynamicValue | undefined, attributes: Attributes): CtyObject | null {
  if (value === undefined) return null;
  const type = impliedType(attributes);
  // Terraform sends MessagePack; JSON is the protocol's fallback.
  const decoded = value.msgpack.length > 0 ? decodeMsgpack(value.msgpack, type) : fromJson(value, type);
  return isRecord(decoded) ? decoded : null;
}

/** As {@link fromWire}, for a configuration: one that is absent has every argument null. */
export function configFromWire(value: proto.DynamicValue | undefined, attributes: Attributes): CtyObject {
  return fromWire(value, attributes) ?? record(Object.keys(attributes).map((name) => [name, null]));
}

/** Writes a plan or state of these attributes. */
export function toWire(value: CtyObject | null, attributes: Attributes): proto.DynamicValue {
  return { msgpack: asBuffer(encodeMsgpack(value, impliedType(attributes))), json: EMPTY };
}

function fromJson(value: proto.DynamicValue, type: ReturnType<typeof impliedType>): CtyValue {
  return value.json.length > 0 ? decodeJson(value.json, type) : null;
}

const EMPTY = Buffer.alloc(0);

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
