import { equal } from "../../../src/plugin/cty/equal";
import { Decimal } from "../../../src/plugin/cty/number";
import { UNKNOWN } from "../../../src/plugin/cty/value";

test("sets are equal without regard to order and repetition", () => {
  expect(equal(["b", "a", "a"], ["a", "b"], ["set", "string"])).toBe(true);
  expect(equal(["b"], ["a"], ["set", "string"])).toBe(false);
  expect(equal(["b", "a"], ["a", "b"], ["list", "string"])).toBe(false);
});

test("maps are equal without regard to order", () => {
  expect(equal({ a: 1, b: 2 }, { b: 2, a: 1 }, ["map", "number"])).toBe(true);
});

test("text is compared in normal form C, as Terraform stores it", () => {
  expect(equal("u\u0308", "\u00fc", "string")).toBe(true);
});

test("numbers are compared by value", () => {
  expect(equal(0.5, 0.5, "number")).toBe(true);
  expect(equal(new Decimal("0.123456789012345678"), new Decimal("0.123456789012345678"), "number")).toBe(
    true,
  );
  expect(equal(1, 2, "number")).toBe(false);
});

test("null, absent and unknown", () => {
  expect(equal(null, undefined, "string")).toBe(true);
  expect(equal(null, UNKNOWN, "string")).toBe(false);
  expect(equal(UNKNOWN, UNKNOWN, "string")).toBe(true);
});

test("collections are compared through all levels", () => {
  const type = ["map", ["object", { a: "string", b: ["list", "number"] }]] as const;
  const value = { x: { a: "u\u0308", b: [1, 2] }, y: { a: null, b: null } };
  expect(equal(value, { y: { a: null, b: null }, x: { a: "\u00fc", b: [1, 2] } }, type)).toBe(true);
  expect(equal(value, { ...value, y: { a: null, b: [] } }, type)).toBe(false);
  expect(equal(value, { ...value, y: null }, type)).toBe(false);
  expect(equal(value, { ...value, y: UNKNOWN }, type)).toBe(false);
  expect(equal(value, { x: value.x }, type)).toBe(false);
  expect(equal({ x: value.x }, value, type)).toBe(false);
  expect(equal({ x: value.x }, { y: value.x }, type)).toBe(false);
  expect(equal(value, { ...value, x: { a: "u", b: [1, 2, 3] } }, type)).toBe(false);
});

test("sets inside of other collections are without order, too", () => {
  const type = ["list", ["set", "string"]] as const;
  expect(equal([["a", "b"]], [["b", "a"]], type)).toBe(true);
  expect(equal([["a", "b"]], [["b", "c"]], type)).toBe(false);
});

test("a list and a tuple of other lengths differ", () => {
  expect(equal(["a"], ["a", "b"], ["list", "string"])).toBe(false);
  expect(equal(["a", 1], ["a", 2], ["tuple", ["string", "number"]])).toBe(false);
  expect(equal(["a", 1], ["a", 1], ["tuple", ["string", "number"]])).toBe(true);
});
