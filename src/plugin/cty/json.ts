import { CtyError } from "./error";
import { fromPlain, type PlainForm } from "./from-plain";
import { parseNumber } from "./number";
import type { CtyType } from "./type";
import type { CtyValue } from "./value";

const FORM: PlainForm = {
  isUnknown: () => false,
  dynamic: (plain) => {
    if (typeof plain !== "object" || plain === null || !("type" in plain) || !("value" in plain)) {
      return undefined;
    }
    return { typeJson: asJson(plain.type), value: plain.value };
  },
};

/** JSON that is nested too deep is not a type. */
function asJson(plain: unknown): string {
  try {
    return JSON.stringify(plain);
  } catch {
    return "";
  }
}

/** A JSON string, or a number outside of strings. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g;

/** Numbers that a double may not represent: long ones, and ones with an exponent. */
const DOUBTFUL = /\d[\d.]{14}|\d[eE]/;

/**
 * Reads a cty value from JSON: a stored state, or a value in the fallback form of the protocol.
 *
 * @throws CtyError when the bytes are not JSON or the value does not fit the type
 */
export function decodeJson(bytes: Uint8Array, type: CtyType): CtyValue {
  return fromPlain(parseJson(bytes), type, FORM);
}

/**
 * Parses JSON, with each number that a double cannot hold exactly as its text instead: `JSON.parse` would round
 * it without a word.
 *
 * @param json a text, in bytes as UTF-8
 * @throws CtyError when the text is not JSON
 */
export function parseJson(json: string | Uint8Array): unknown {
  const text = typeof json === "string" ? json : textOf(json);
  try {
    const parsed: unknown = JSON.parse(text);
    if (!DOUBTFUL.test(text)) {
      return parsed;
    }
    return JSON.parse(
      text.replace(STRING_OR_NUMBER, (token) =>
        token.startsWith('"') || isExact(token) ? token : `"${token}"`,
      ),
    );
  } catch {
    throw new CtyError("not readable as JSON");
  }
}

function isExact(token: string): boolean {
  return typeof parseNumber(token) === "number";
}

function textOf({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString("utf8");
}
