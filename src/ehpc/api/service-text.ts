import { secretForms } from "../../base/secret-forms";
import type { Credentials } from "./credentials";

const MAX_LENGTH = 500;
/** Only this much of a text is looked at, counted after secrets are taken out. */
const LOOKED_AT = 4_000;

/**
 * A text of the service that can be shown: one line, without control and invisible characters, at most 500 characters
 * long, and without the secrets of `credentials` in any of their usual encodings. `null` where nothing is left.
 *
 * When a signature is refused, the service repeats the canonical request, which holds the STS token and the
 * parameters; so the text ends before it.
 */
export function serviceText(text: string | null, credentials: Credentials | null): string | null {
  if (text === null) return null;
  const line = withoutSecrets(text, credentials)
    .slice(0, LOOKED_AT)
    .replace(/[\s\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/[\s,;:]*\b(?:server|the)?\s*(?:canonical\s?request|string\s?to\s?sign)\b.*$/i, "")
    .replace(/\bSignature=[^\s,;&]*/gi, "Signature=***")
    .trim();
  const characters = [...line];
  const short = characters.length > MAX_LENGTH ? `${characters.slice(0, MAX_LENGTH - 1).join("")}…` : line;
  return short === "" ? null : short;
}

function withoutSecrets(text: string, credentials: Credentials | null): string {
  if (credentials === null) return text;
  let shown = text;
  for (const secret of [credentials.accessKeySecret, credentials.securityToken]) {
    for (const form of secretForms(secret?.reveal() ?? "")) shown = shown.replaceAll(form, "***");
  }
  return shown;
}
