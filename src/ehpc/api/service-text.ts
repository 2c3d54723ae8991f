import type { Secret } from "../../base/secret";

/** What must not be shown of a call. */
export interface SecretsOfCall {
  readonly accessKeySecret: Secret;
  readonly securityToken: Secret | null;
  /** Secrets among its parameters. @default none */
  readonly further?: readonly Secret[];
}

const MAX_LENGTH = 500;
/** Only this much of a text is looked at, counted after secrets are taken out. */
const LOOKED_AT = 4_000;

/** The ID of a call, as every answer has one: nothing below takes anything away from it. */
const REQUEST_ID = /^[\dA-F*-]{1,64}$/;

/**
 * A text of the service that can be shown: one line, without control and invisible characters, at most 500 characters
 * long, and without `secrets` in any of their usual encodings. `null` where nothing is left.
 *
 * When a signature is refused, the service repeats the canonical request, which holds the STS token and the
 * parameters; so the text ends before it.
 */
export function serviceText(text: string | null, secrets: SecretsOfCall | null): string | null {
  if (text === null) {
    return null;
  }
  const line = withoutSecrets(text, secrets);
  if (REQUEST_ID.test(line)) {
    return line;
  }
  const shown = line
    .slice(0, LOOKED_AT)
    .replace(/[\s\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/[\s,;:]*\b(?:server|the)?\s*(?:canonical\s?request|string\s?to\s?sign)\b.*$/i, "")
    .replace(/\bSignature=[^\s,;&]*/gi, "Signature=***")
    .trim();
  const characters = [...shown];
  const short = characters.length > MAX_LENGTH ? `${characters.slice(0, MAX_LENGTH - 1).join("")}…` : shown;
  return short === "" ? null : short;
}

function withoutSecrets(text: string, secrets: SecretsOfCall | null): string {
  if (secrets === null) {
    return text;
  }
  const { accessKeySecret, securityToken, further = [] } = secrets;
  const all = [...further, accessKeySecret, ...(securityToken === null ? [] : [securityToken])];
  return all.reduce((shown, secret) => secret.concealIn(shown), text);
}
