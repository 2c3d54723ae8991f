/**
 * A cty type in the JSON form that Terraform uses on the wire and in `terraform providers schema -json`:
 * `"string"`, `["list", "string"]`, `["object", { name: "string" }]`, and so on. `JSON.stringify` of such a
 * value is the `type` field of a schema attribute.
 */
export type CtyType =
  | "string"
  | "number"
  | "bool"
  | "dynamic"
  | readonly ["list" | "set" | "map", CtyType]
  | readonly ["object", Readonly<Record<string, CtyType>>]
  | readonly ["tuple", readonly CtyType[]];

/** Deepest nesting of a type: far deeper than a schema is, and less than fills the stack. */
const MAX_DEPTH = 500;

/**
 * Reads the JSON form of a type, as it rides beside each value of type `dynamic`.
 *
 * @throws Error when the text is not the JSON form of a cty type
 */
export function parseType(text: string): CtyType {
  return asType(JSON.parse(text));
}

function asType(json: unknown, depth = 0): CtyType {
  if (depth > MAX_DEPTH) {
    throw new Error(`a type nested more than ${MAX_DEPTH} levels deep`);
  }
  if (json === "string" || json === "number" || json === "bool" || json === "dynamic") {
    return json;
  }
  if (Array.isArray(json)) {
    const [kind, inner] = json;
    if (kind === "list" || kind === "set" || kind === "map") {
      return [kind, asType(inner, depth + 1)];
    }
    if (kind === "tuple" && Array.isArray(inner)) {
      return ["tuple", inner.map((type) => asType(type, depth + 1))];
    }
    if (kind === "object" && typeof inner === "object" && inner !== null) {
      return [
        "object",
        Object.fromEntries(Object.entries(inner).map(([name, type]) => [name, asType(type, depth + 1)])),
      ];
    }
  }
  throw new Error(`not a cty type: ${JSON.stringify(json)}`);
}
