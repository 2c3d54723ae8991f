import { decodeJson, parseJson } from "../../../src/plugin/cty/json";
import { Dynamic } from "../../../src/plugin/cty/value";

const read = (text: string, type: Parameters<typeof decodeJson>[1]) => decodeJson(Buffer.from(text), type);

test("a stored integer beyond 2^53 keeps its digits", () => {
  expect(read('{"n":9007199254740993}', ["object", { n: "number" }])).toEqual({ n: 9007199254740993n });
});

test("digits inside of strings are left alone, escapes included", () => {
  expect(parseJson('{"a":"\\"9007199254740993","b":9007199254740993,"c":"\\\\"}')).toEqual({
    a: '"9007199254740993',
    b: "9007199254740993",
    c: "\\",
  });
});

test("attributes that a newer schema dropped are dropped, new ones are null", () => {
  expect(read('{"old":1,"kept":"x"}', ["object", { kept: "string", added: "bool" }])).toEqual({
    kept: "x",
    added: null,
  });
});

test("a dynamic value carries its type", () => {
  expect(read('{"type":["list","string"],"value":["a"]}', "dynamic")).toEqual(
    new Dynamic(["list", "string"], ["a"]),
  );
});

test("text that is not JSON is refused", () => {
  expect(() => read("{", "string")).toThrow("JSON");
  expect(() => read("[1-2]", ["list", "number"])).toThrow("JSON");
});

test("long texts are read in time that grows with their length", () => {
  const long = "x".repeat(20_000_000);
  expect(read(`{"t":"${long}","n":9007199254740993}`, ["object", { t: "string", n: "number" }])).toEqual({
    t: long,
    n: 9007199254740993n,
  });
  expect(() => parseJson(`"${"\\n".repeat(200_000)}`)).toThrow("JSON");
  expect(parseJson(`1${"0".repeat(200_000)}1`)).toHaveLength(200_002);
});
