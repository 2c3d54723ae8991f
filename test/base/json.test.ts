import fc from "fast-check";
import {
  isJsonArray,
  isJsonObject,
  JsonNumber,
  JsonSyntaxError,
  type JsonValue,
  parseJson,
  writeJson,
} from "../../src/base/json";

/** The value as JSON.parse gives it. */
function plain(value: JsonValue): unknown {
  if (value instanceof JsonNumber) return Number(value.text);
  if (isJsonArray(value)) return value.map(plain);
  if (isJsonObject(value)) {
    const members = [...value].map(([name, member]) => [name, plain(member)] as const);
    return Object.fromEntries(members);
  }
  return value;
}

it("reads every JSON text as JSON.parse does, blanks and all", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(4), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      expect(plain(parseJson(text))).toEqual(JSON.parse(text));
    }),
  );
});

it("accepts no text that JSON.parse refuses, and refuses none that it accepts", () => {
  const pieces = fc.constantFrom(
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"a"',
    '"',
    "\\",
    "1",
    "-",
    "0",
    ".5",
    "e3",
    "true",
    "nul",
    " ",
    "\n",
    "\u0001",
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
      const text = parts.join("");
      let accepted = true;
      try {
        JSON.parse(text);
      } catch {
        accepted = false;
      }
      if (accepted) expect(() => parseJson(text)).not.toThrow();
      else expect(() => parseJson(text)).toThrow(JsonSyntaxError);
    }),
    { numRuns: 2_000 },
  );
});

it("knows that an object was cut off, wherever that happened", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(), (value, at) => {
      const text = JSON.stringify(value);
      const cut = text.slice(0, 1 + (at % (text.length - 1)));
      expect(() => parseJson(cut)).toThrow(expect.objectContaining({ atEnd: true }));
    }),
  );
});

it("does not take another mistake for a cut", () => {
  for (const text of ["{]", '{"a":1,}', "{} x", '{"a" 1}', "<html>"]) {
    expect(() => parseJson(text)).toThrow(expect.objectContaining({ atEnd: false }));
  }
});

it("keeps every digit of a number", () => {
  const text = '{"id":12345678901234567890,"x":[1.50,-0,1E+2]}';
  expect(writeJson(parseJson(text))).toBe(text);
});

it("takes __proto__ for a name", () => {
  const value = parseJson('{"__proto__":{"polluted":true}}');
  expect(isJsonObject(value) && [...value.keys()]).toEqual(["__proto__"]);
  expect(Object.prototype).not.toHaveProperty("polluted");
});

it("reads a string of megabytes", () => {
  const long = '\\"x'.repeat(1_500_000);
  expect(parseJson(`"${long}"`)).toBe('"x'.repeat(1_500_000));
});

it("refuses to nest without end", () => {
  expect(() => parseJson("[".repeat(100_000))).toThrow(JsonSyntaxError);
});

it("passes over a byte order mark", () => {
  expect(parseJson("\uFEFF true")).toBe(true);
});
