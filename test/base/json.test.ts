import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import {
  isJsonArray,
  isJsonObject,
  JsonNumber,
  JsonSyntaxError,
  type JsonValue,
  parseJson,
  repeatedName,
  writeJson,
} from "../../src/base/json";

/** The value as JSON.parse gives it. */
function plain(value: JsonValue): unknown {
  if (value instanceof JsonNumber) {
    return Number(value.text);
  }
  if (isJsonArray(value)) {
    return value.map(plain);
  }
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

it("accepts exactly the texts that JSON.parse accepts", () => {
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
      if (accepted) {
        expect(() => parseJson(text)).not.toThrow();
      } else {
        expect(() => parseJson(text)).toThrow(JsonSyntaxError);
      }
    }),
    { numRuns: 2_000 },
  );
});

it("detects a truncated object, wherever it ends", () => {
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

describe("a name that stands twice", () => {
  const repeatedIn = (text: string) => {
    const value = parseJson(text);
    return isJsonObject(value) ? repeatedName(value) : undefined;
  };

  it.each([
    ['{"a":1,"a":1}', "a"],
    ['{"a":1,"b":2,"\\u0061":3,"b":4}', "a"],
    ['{"Success":false,"success":true}', "success"],
  ])("is reported for %s", (text, name) => {
    expect(repeatedIn(text)).toBe(name);
  });

  it("is reported for the object that has it, and not for outer objects", () => {
    const outer = parseJson('{"a":{"b":1,"b":2},"b":3}');
    const inner = isJsonObject(outer) ? outer.get("a") : undefined;
    expect(isJsonObject(outer) && repeatedName(outer)).toBeNull();
    expect(isJsonObject(inner) && repeatedName(inner)).toBe("b");
  });

  it("is found everywhere in a text, and nowhere else", () => {
    const names = fc.uniqueArray(fc.string(), { minLength: 1, selector: (name) => name.toLowerCase() });
    fc.assert(
      fc.property(names, fc.nat(), fc.nat(), (once, which, where) => {
        const object = (all: readonly string[]) => `{${all.map((name) => `${JSON.stringify(name)}:0`)}}`;
        expect(repeatedIn(object(once))).toBeNull();
        const twice = [...once];
        const name = once[which % once.length] ?? "";
        twice.splice(where % (once.length + 1), 0, name);
        expect(repeatedIn(object(twice))).toBe(name);
      }),
    );
  });
});

it.each([
  ['{"a":"b\nc"}', "the string at character 5 holds a raw line break"],
  ['["\u0001"]', "the string at character 1 holds a raw control character"],
  ['["\\x"]', "the string at character 1 has an unknown escape"],
  ['{"Priority":005}', "the number at character 12 begins with a zero"],
  ['{"a" 1}', "a colon expected at character 5"],
])("says what is wrong with %j, and where", (text, message) => {
  expect(() => parseJson(text)).toThrow(message);
});

it("keeps nothing of a text alive but what is used of it", () => {
  setFlagsFromString("--expose-gc");
  const collectGarbage: () => void = runInNewContext("gc");
  const used = () => {
    collectGarbage();
    return process.memoryUsage().heapUsed;
  };
  const before = used();
  const kept = Array.from({ length: 100 }, (_, index) => {
    const value = parseJson(`{"path":"/home/alice/part-${index}.out","rest":"${"x".repeat(500_000)}"}`);
    return isJsonObject(value) ? value.get("path") : undefined;
  });
  expect(used() - before).toBeLessThan(10_000_000);
  expect(kept.at(-1)).toBe("/home/alice/part-99.out");
});
