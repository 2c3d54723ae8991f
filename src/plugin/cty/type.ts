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

/**
 * Reads the JSON form of a type, as it rides beside each value of type `dynamic`.
 *
 * @throws Error when the text is not the JSON form of a cty type
 */
export function parseType(text: string): CtyType {
  return asType(JSON.parse(text));
}

function asType(json: unknown): CtyType {
  if (json === "string" || json === "number" || json === "bool" || json === "dynamic") return json;
  if (Array.isArray(json)) {
    const [kind, inner] = json;
    if (kind === "list" || kind === "set" || kind === "map") return [kind, asType(inner)];
    if (kind === "tuple" && Array.isArray(inner)) return ["tuple", inner.map(asType)];
    if (kind === "object" && typeof inner === "object" && inner !== null) {
      return [
        "object",
        Object.fromEntries(Object.entries(inner).map(([name, type]) => [name, asType(type)])),
      ];
    }
  }
  throw new Error(`not a cty type: ${JSON.stringify(json)}`);
}
