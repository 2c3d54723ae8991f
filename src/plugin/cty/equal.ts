import { encodeMsgpack } from "./msgpack";
import type { CtyType } from "./type";
import { type CtyValue, Dynamic, isRecord, isSequence, record } from "./value";

/**
 * Whether two values of the type are the same to Terraform: text in Unicode normal form C, sets without regard
 * to order, numbers by value.
 */
export function equal(a: CtyValue = null, b: CtyValue = null, type: CtyType): boolean {
  if (a === b) {
    return true;
  }
  // A text of all its bytes, as of other values, would be several times the size of a collection.
  if (type[0] === "list" && isSequence(a) && isSequence(b)) {
    const elementType = type[1] as CtyType;
    return a.length === b.length && a.every((element, index) => equal(element, b[index], elementType));
  }
  if (type[0] === "map" && isRecord(a) && isRecord(b)) {
    const elementType = type[1] as CtyType;
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length &&
      keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key], elementType))
    );
  }
  if (type[0] === "object" && isRecord(a) && isRecord(b)) {
    return Object.entries(type[1]).every(([name, each]) => equal(a[name], b[name], each as CtyType));
  }
  return canonical(a, type) === canonical(b, type);
}

function canonical(value: CtyValue | undefined, type: CtyType): string {
  return Buffer.from(encodeMsgpack(normal(value ?? null, type), type)).toString("latin1");
}

function normal(value: CtyValue, type: CtyType): CtyValue {
  if (typeof value === "string") {
    return value.normalize("NFC");
  }
  if (value instanceof Dynamic) {
    return new Dynamic(value.type, normal(value.value, value.type));
  }
  if (typeof type === "string") {
    return value;
  }
  if (isSequence(value)) {
    const elementType = (index: number) => (type[0] === "tuple" ? type[1][index] : type[1]) as CtyType;
    const elements: CtyValue[] = value.map((element, index) => normal(element, elementType(index)));
    if (type[0] !== "set") {
      return elements;
    }
    const byText = new Map<string, CtyValue>(
      elements.map((element) => [canonical(element, type[1]), element]),
    );
    return [...byText.keys()].sort().map((text) => byText.get(text) ?? null);
  }
  if (isRecord(value)) {
    const names = Object.keys(value).sort();
    const fieldType = (name: string) => (type[0] === "object" ? type[1][name] : type[1]) as CtyType;
    return record(names.map((name) => [name, normal(value[name] ?? null, fieldType(name))]));
  }
  return value;
}
