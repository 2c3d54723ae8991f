import type { JsonValue } from "../../base/json";
import { decodeText } from "./decode-leaf";

/**
 * The bytes of a Base64 text (RFC 4648, section 4), with or without padding and line breaks. Empty where the value is
 * absent or blank; `null` where it is anything else, which `Buffer.from` would silently read as other bytes.
 */
export function decodeBase64(value: JsonValue | undefined): Buffer | null {
  const text = (decodeText(value) ?? "").replace(/\s+/g, "");
  const digits = text.replace(/={1,2}$/, "");
  if (!/^[A-Za-z0-9+/]*$/.test(digits) || digits.length % 4 === 1) return null;
  return Buffer.from(digits, "base64");
}
