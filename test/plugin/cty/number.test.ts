import fc from "fast-check";
import { Decimal, formatNumber, parseNumber } from "../../../src/plugin/cty/number";

test("every finite double survives its own text", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(Number(formatNumber(parseNumber(formatNumber(value))))).toBe(value === 0 ? 0 : value);
    }),
  );
});

test("every integer keeps all digits", () => {
  fc.assert(
    fc.property(fc.bigInt(), (value) => {
      expect(formatNumber(parseNumber(value.toString()))).toBe(value.toString());
    }),
  );
});

test("spellings of one number are one number", () => {
  expect(parseNumber("0.10")).toBe(0.1);
  expect(parseNumber("1.5e3")).toBe(1500);
  expect(parseNumber(".5")).toBe(0.5);
  expect(parseNumber("-0.0")).toBe(-0);
});

test("a number that a double would round stays text", () => {
  expect(parseNumber("3.14159265358979323846")).toEqual(new Decimal("3.14159265358979323846"));
  expect(parseNumber("1e999")).toEqual(new Decimal("1e999"));
});

test.each(["", " ", "abc", "1.2.3", "0x10", "1e", "--1", "."])("%j is not a number", (text) => {
  expect(() => parseNumber(text)).toThrow("not a number");
});
