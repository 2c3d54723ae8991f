import { JsonSyntaxError, type JsonValue, parseJson } from "../../base/json";

/** The value, or what it says in JSON where it is a text: the service writes objects and lists in either form. */
export function decodeStructure(value: JsonValue | undefined): JsonValue | undefined {
  if (typeof value !== "string") {
    return value;
  }
  try {
    return parseJson(value);
  } catch (error) {
    if (error instanceof JsonSyntaxError) {
      return value;
    }
    throw error;
  }
}
