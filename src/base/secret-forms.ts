/** Shorter secrets have no encoded forms: the encoding of one or two characters occurs in many texts. */
const LEAST_ENCODED = 4;

/**
 * The forms in which another system may repeat a secret: plain, percent-encoded, within
 * JSON, and in Base64. Each form once, the longest first, because one may be part of another.
 */
export function secretForms(secret: string): string[] {
  if (secret.length < LEAST_ENCODED) {
    return secret === "" ? [] : [secret];
  }
  // A lone surrogate makes encodeURIComponent throw; UTF-8 replaces it.
  const uri = encodeURIComponent(Buffer.from(secret).toString());
  const strict = uri.replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  const json = JSON.stringify(secret).slice(1, -1);
  const base64 = Buffer.from(secret).toString("base64").replace(/=+$/, "");
  const forms = [
    secret,
    ...[uri, strict].flatMap((form) => [form, lowerCaseEscapes(form)]),
    ...[json, json.replaceAll("/", "\\/")],
    ...[base64, base64.replaceAll("+", "-").replaceAll("/", "_")],
  ];
  return [...new Set(forms)].sort((one, other) => other.length - one.length);
}

function lowerCaseEscapes(text: string): string {
  return text.replace(/%[0-9A-F]{2}/g, (octet) => octet.toLowerCase());
}
