import { isJsonArray, isJsonObject, type JsonValue } from "../../base/json";
import type { Log } from "../../base/log";
import { decodeText } from "../api/decode-leaf";
import { decodeStructure } from "../api/decode-structure";

/**
 * Environment variables, in a record without a prototype. GetJob documents a list of Name and Value; ListJobs has an
 * object, as JSON text, for the same thing. `null` where it is neither.
 */
export function decodeVariables(value: JsonValue | undefined, log: Log): Record<string, string> | null {
  const given = decodeStructure(value);
  const variables: Record<string, string> = Object.create(null);
  if (isJsonObject(given)) {
    for (const [name, member] of given) {
      variables[name] = decodeText(member) ?? "";
    }
    return variables;
  }
  if (!isJsonArray(given)) {
    return null;
  }
  for (const entry of given) {
    const name = isJsonObject(entry) ? decodeText(entry.get("Name")) : null;
    if (!isJsonObject(entry) || name === null) {
      log("warn", "An entry of Variables has no name and is ignored.");
    } else {
      variables[name] = decodeText(entry.get("Value")) ?? "";
    }
  }
  return variables;
}
