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
