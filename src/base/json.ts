/** A number as it was written. `JSON.parse` would round an id beyond 2^53. */
export class JsonNumber {
  constructor(readonly text: string) {}
}

/** A JSON value. Objects are maps: a member named `__proto__` is an ordinary member. */
export type JsonValue = null | boolean | string | JsonNumber | readonly JsonValue[] | JsonObject;
export type JsonObject = ReadonlyMap<string, JsonValue>;

/** A text that is not JSON. */
export class JsonSyntaxError extends Error {
  override readonly name = "JsonSyntaxError";

  /** @param atEnd whether the text is valid so far, but ends too early */
  constructor(
    message: string,
    readonly atEnd: boolean,
  ) {
    super(message);
  }
}

/** Arrays and objects may be nested this deep; E-HPC's answers are about five deep. */
const MAX_DEPTH = 128;

const [TAB, LINE_FEED, CARRIAGE_RETURN, SPACE] = [0x09, 0x0a, 0x0d, 0x20];
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// What may remain at the end of a truncated text: nothing, or part of a word or a number.
const CUT_OFF = /^(?:tr?u?|fa?l?s?|nu?l?|[-+.eE]*)$/;
const WORDS = [
  ["true", true],
  ["false", false],
  ["null", null],
] as const;

/** The first duplicate name of an object, for the few objects that have one. */
const repeatedNames = new WeakMap<JsonObject, string>();

/**
 * The first duplicate name in an object of {@link parseJson}; `null` if there is none. Names that differ only in case
 * count as duplicates: readers differ in which of the two they use.
 */
export function repeatedName(object: JsonObject): string | null {
  return repeatedNames.get(object) ?? null;
}

/**
 * Parses JSON (RFC 8259). For a duplicate name the last member wins; {@link repeatedName} reports it. Throws
 * {@link JsonSyntaxError}.
 */
export function parseJson(text: string): JsonValue {
  let position = text.startsWith("\uFEFF") ? 1 : 0;

  function match(pattern: RegExp): string | null {
    pattern.lastIndex = position;
    const found = pattern.exec(text);
    if (found === null) {
      return null;
    }
    position = pattern.lastIndex;
    return found[0];
  }

  function skipBlanks(): void {
    for (;;) {
      const code = text.charCodeAt(position);
      if (code !== SPACE && code !== LINE_FEED && code !== CARRIAGE_RETURN && code !== TAB) {
        return;
      }
      position += 1;
    }
  }

  function skip(character: string): boolean {
    skipBlanks();
    if (text[position] !== character) {
      return false;
    }
    position += 1;
    return true;
  }

  function refuse(expected: string): never {
    throw new JsonSyntaxError(
      `${expected} expected at character ${position}`,
      CUT_OFF.test(text.slice(position)),
    );
  }

  // Found by searching for the closing quote: a pattern would exhaust the stack on a string of megabytes.
  function readString(): string {
    if (!skip('"')) {
      return refuse("a string");
    }
    const start = position - 1;
    let end = text.indexOf('"', position);
    while (end !== -1 && isEscaped(text, end)) {
      end = text.indexOf('"', end + 1);
    }
    if (end === -1) {
      throw new JsonSyntaxError(`the string at character ${start} does not end`, true);
    }
    position = end + 1;
    const written = text.slice(start, position);
    try {
      // A slice would keep the whole text alive: of megabytes of answers, a list keeps a few words for each job.
      const decoded: unknown = JSON.parse(written);
      return String(decoded);
    } catch {
      throw new JsonSyntaxError(mistakeIn(written, start), false);
    }
  }

  function readValue(depth: number): JsonValue {
    if (depth > MAX_DEPTH) {
      throw new JsonSyntaxError(`nested deeper than ${MAX_DEPTH}`, false);
    }
    if (skip("{")) {
      return readObject(depth);
    }
    if (skip("[")) {
      return readArray(depth);
    }
    if (text[position] === '"') {
      return readString();
    }
    const start = position;
    const number = match(NUMBER);
    if (number !== null) {
      if (/\d/.test(text[position] ?? "")) {
        throw new JsonSyntaxError(`the number at character ${start} begins with a zero`, false);
      }
      return new JsonNumber(number);
    }
    for (const [word, value] of WORDS) {
      if (text.startsWith(word, position)) {
        position += word.length;
        return value;
      }
    }
    return refuse("a value");
  }

  function readObject(depth: number): JsonObject {
    const members = new Map<string, JsonValue>();
    const seen = new Set<string>();
    if (skip("}")) {
      return members;
    }
    do {
      const name = readString();
      const folded = name.toLowerCase();
      if (seen.has(folded) && !repeatedNames.has(members)) {
        repeatedNames.set(members, name);
      }
      seen.add(folded);
      if (!skip(":")) {
        refuse("a colon");
      }
      members.set(name, readValue(depth + 1));
    } while (skip(","));
    if (!skip("}")) {
      refuse("a comma or a closing brace");
    }
    return members;
  }

  function readArray(depth: number): readonly JsonValue[] {
    const items: JsonValue[] = [];
    if (skip("]")) {
      return items;
    }
    do {
      items.push(readValue(depth + 1));
    } while (skip(","));
    if (!skip("]")) {
      refuse("a comma or a closing bracket");
    }
    return items;
  }

  const value = readValue(1);
  skipBlanks();
  if (position < text.length) {
    refuse("the end");
  }
  return value;
}

/** The mistake in a string that begins at character `start` of the text. */
function mistakeIn(written: string, start: number): string {
  const control = [...written].findIndex((character) => character < " ");
  if (control === -1) {
    return `the string at character ${start} has an unknown escape`;
  }
  const what = /^[\r\n]$/.test([...written][control] ?? "") ? "a raw line break" : "a raw control character";
  return `the string at character ${start} holds ${what}`;
}

function isEscaped(text: string, index: number): boolean {
  let backslashes = 0;
  while (text[index - 1 - backslashes] === "\\") {
    backslashes += 1;
  }
  return backslashes % 2 === 1;
}

/** The JSON text of a value, without spaces; numbers keep their form. */
export function writeJson(value: JsonValue): string {
  if (value instanceof JsonNumber) {
    return value.text;
  }
  if (isJsonObject(value)) {
    const members = [...value].map(([name, member]) => `${JSON.stringify(name)}:${writeJson(member)}`);
    return `{${members.join(",")}}`;
  }
  if (isJsonArray(value)) {
    return `[${value.map(writeJson).join(",")}]`;
  }
  return JSON.stringify(value);
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return value instanceof Map;
}

export function isJsonArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
