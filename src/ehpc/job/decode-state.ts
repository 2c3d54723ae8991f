import type { JsonValue } from "../../base/json";
import { plainLine } from "../../base/plain-text";
import { decodeLine, decodeText, decodeWritten } from "../api/decode-leaf";

/** No state is longer, not even several at once, in characters. */
const LONGEST_STATE = 256;

/**
 * A job's state as one plain line, which `classifyState` can read.
 *
 * A text that is more than what is shown of it must not become a known state: a remark in parentheses says so, and makes
 * it unknown. So does one of a state that is too long, of which only the beginning is shown.
 */
export function decodeState(value: JsonValue | undefined): string | null {
  const written = decodeText(value);
  if (written !== null && written.length > LONGEST_STATE) {
    return `${plainLine(written.slice(0, LONGEST_STATE))}... (${written.length} characters)`;
  }
  const line = decodeLine(value);
  return line === null || line === decodeWritten(value) ? line : `${line} (with invisible characters)`;
}
