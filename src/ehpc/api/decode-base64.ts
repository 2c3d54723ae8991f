import type { JsonValue } from "../../base/json";

/**
 * The bytes of a Base64 text (RFC 4648, section 4), with or without padding and line breaks. Empty where the value is
 * absent or blank; `null` where it is anything else, which `Buffer.from` would silently read as other bytes.
 */
export function decodeBase64(value: JsonValue | undefined): Buffer | null {
  if (value === undefined || value === null) {
    return Buffer.alloc(0);
  }
  // What Base64 stands for is text: `true` has the letters of three bytes, too.
  if (typeof value !== "string") {
    return null;
  }
  const text = value.replace(/\s+/g, "");
  const digits = text.replace(/={1,2}$/, "");
  if (!/^[A-Za-z0-9+/]*$/.test(digits) || digits.length % 4 === 1) {
    return null;
  }
  return Buffer.from(digits, "base64");
}
