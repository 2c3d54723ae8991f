import { decode, ExtData, encode } from "@msgpack/msgpack";
import { decodeMsgpack, encodeMsgpack } from "../../../src/plugin/cty/msgpack";
import { Decimal } from "../../../src/plugin/cty/number";
import { type CtyType, parseType } from "../../../src/plugin/cty/type";
import { type CtyValue, Dynamic, record, UNKNOWN } from "../../../src/plugin/cty/value";

const read = (plain: unknown, type: CtyType) => decodeMsgpack(encode(plain, { useBigInt64: true }), type);
const written = (value: CtyValue, type: CtyType) => decode(encodeMsgpack(value, type));
const bytes = (hex: string) => Buffer.from(hex.replaceAll(" ", ""), "hex");

describe("null and unknown", () => {
  test("nil is null for every type", () => {
    expect(decodeMsgpack(bytes("c0"), "string")).toBeNull();
    expect(decodeMsgpack(bytes("c0"), ["list", "string"])).toBeNull();
  });

  test("extension 0 is an unknown value", () => {
    expect(decodeMsgpack(bytes("d4 00 00"), "string")).toBe(UNKNOWN);
  });

  test("extension 12, a refined unknown, is an unknown value and not data", () => {
    // 12: { 1: false, 2: "job-" }, as a template with an unknown in it arrives
    const refinement = encode(
      new Map<number, unknown>([
        [1, false],
        [2, "job-"],
      ]),
    );
    expect(read(new ExtData(12, refinement), "string")).toBe(UNKNOWN);
  });

  test("an extension nobody has defined yet is unknown too", () => {
    expect(read(new ExtData(77, new Uint8Array([1, 2, 3])), ["map", "string"])).toBe(UNKNOWN);
  });

  test("unknown is written as extension 0 and null as nil", () => {
    expect(Buffer.from(encodeMsgpack(UNKNOWN, "string")).toString("hex")).toBe("d40000");
    expect(Buffer.from(encodeMsgpack(null, ["map", "bool"])).toString("hex")).toBe("c0");
  });
});

describe("numbers", () => {
  test("0.1 arrives as text and leaves as text", () => {
    expect(read("0.1", "number")).toBe(0.1);
    expect(written(0.1, "number")).toBe("0.1");
  });

  test("an integer beyond 2^53 keeps its digits", () => {
    expect(read(9007199254740993n, "number")).toBe(9007199254740993n);
    expect(written(9007199254740993n, "number")).toBe("9007199254740993");
  });

  test("an integer beyond 64 bits keeps its digits", () => {
    expect(read("123456789012345678901234567890", "number")).toBe(123456789012345678901234567890n);
  });

  test("a fraction that no double holds keeps its text", () => {
    const value = read("0.1234567890123456789", "number");
    expect(value).toEqual(new Decimal("0.1234567890123456789"));
    expect(written(value, "number")).toBe("0.1234567890123456789");
  });

  test("64-bit integers that a double holds are plain numbers", () => {
    expect(read(4294967296n, "number")).toBe(4294967296);
  });

  test("NaN is refused both ways", () => {
    expect(() => read(Number.NaN, "number")).toThrow("NaN");
    expect(() => encodeMsgpack(Number.NaN, "number")).toThrow("NaN");
    expect(() => encodeMsgpack(Number.POSITIVE_INFINITY, "number")).toThrow("Infinity");
  });

  test("text that is no number is refused", () => {
    expect(() => read("ten", "number")).toThrow("a number is required");
  });
});

describe("collections", () => {
  test.each<[CtyType, CtyValue]>([
    [
      ["list", "string"],
      ["a", "b"],
    ],
    [
      ["set", "number"],
      [1, 2],
    ],
    [
      ["tuple", ["string", "bool"]],
      ["a", true],
    ],
    [["map", "number"], { one: 1 }],
    [["object", { a: "string", b: ["list", "bool"] }], { a: "x", b: [true, null] }],
    [
      ["list", ["object", { a: "string" }]],
      [{ a: "x" }, { a: UNKNOWN }, null],
    ],
    [["map", ["map", "string"]], {}],
  ])("%j survives the way there and back", (type, value) => {
    expect(decodeMsgpack(encodeMsgpack(value, type), type)).toEqual(value);
  });

  test("an attribute that the value lacks is written as null", () => {
    expect(written({ a: "x" }, ["object", { a: "string", b: "string" }])).toEqual({ a: "x", b: null });
  });

  test("an attribute that the schema lacks is an error naming it", () => {
    expect(() => encodeMsgpack({ c: "x" }, ["object", { a: "string" }])).toThrow(
      "c: the schema has no such attribute",
    );
  });

  test("an attribute named like a property of every JavaScript object is absent, not inherited", () => {
    expect(decodeMsgpack(encode({}), parseType('["object",{"constructor":"string"}]'))).toEqual({
      constructor: null,
    });
  });

  test("a map key named __proto__ is written as any other", () => {
    const map = record([["__proto__", "x"]]);
    expect(Buffer.from(encodeMsgpack(map, ["map", "string"])).toString()).toContain("__proto__");
  });
});

describe("dynamic", () => {
  test("carries its type both ways", () => {
    const value = new Dynamic(["list", "number"], [1, 2]);
    expect(decodeMsgpack(encodeMsgpack(value, "dynamic"), "dynamic")).toEqual(value);
  });

  test("null and unknown dynamic values have no type", () => {
    expect(decodeMsgpack(encodeMsgpack(null, "dynamic"), "dynamic")).toBeNull();
    expect(decodeMsgpack(encodeMsgpack(UNKNOWN, "dynamic"), "dynamic")).toBe(UNKNOWN);
  });

  test("an invalid type is refused", () => {
    expect(() => read([Buffer.from('"text"'), "x"], "dynamic")).toThrow("type of a dynamic value");
  });
});

describe("what does not fit", () => {
  test("the error names the path and the kind of the value, never the value", () => {
    expect(() =>
      read({ a: [{ b: "hunter2" }] }, ["object", { a: ["list", ["object", { b: "bool" }]] }]),
    ).toThrow("a.0.b: a bool is required, not a value of type string");
  });

  test("bytes that are not MessagePack are a CtyError", () => {
    expect(() => decodeMsgpack(bytes("c1"), "string")).toThrow("MessagePack");
    expect(() => decodeMsgpack(bytes("92 01"), ["list", "number"])).toThrow("MessagePack");
  });

  test("lists in 5 KB that promise millions are a CtyError, and nothing is made room for", () => {
    const lists = Buffer.concat(Array<Buffer>(1000).fill(bytes("dd 00 98 96 80")));
    expect(() => decodeMsgpack(lists, ["list", "string"])).toThrow(
      "not readable as MessagePack: it promises more than it holds",
    );
  });

  test("a type of a dynamic value that is nested without end is a CtyError", () => {
    const type = `${'["list",'.repeat(50_000)}"string"${"]".repeat(50_000)}`;
    expect(() => read([Buffer.from(type), []], "dynamic")).toThrow("type of a dynamic value");
  });

  test("a tuple of another length is refused", () => {
    expect(() => read(["a"], ["tuple", ["string", "string"]])).toThrow("a tuple of 2");
  });
});

test("half a surrogate pair becomes a replacement character, in short and long texts and in keys", () => {
  const broken = "a\ud800b";
  expect(written(broken, "string")).toBe("a\ufffdb");
  expect(written(broken.repeat(100), "string")).toBe("a\ufffdb".repeat(100));
  expect(written({ [broken]: "x" }, ["map", "string"])).toEqual({ "a\ufffdb": "x" });
  expect(written("whole \ud83d\ude80", "string")).toBe("whole \ud83d\ude80");
});

test("of two keys that are alike once they are well-formed, the last counts", () => {
  const bytes = encodeMsgpack(
    record([
      ["\udc80", "x"],
      ["\udc81", "y"],
    ]),
    ["map", "string"],
  );
  expect(Buffer.from(bytes).toString("hex")).toBe("81a3efbfbda179");
});
