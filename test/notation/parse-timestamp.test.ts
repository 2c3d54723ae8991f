import fc from "fast-check";
import { NotationError } from "../../src/notation/notation-error";
import { parseTimestamp } from "../../src/notation/parse-timestamp";

it.each([
  ["2024-08-20T02:54:46Z", 1_724_122_486],
  ["2024-08-20t02:54:46z", 1_724_122_486],
  ["2024-08-20T10:54:46+08:00", 1_724_122_486],
  ["2024-08-19T22:24:46-04:30", 1_724_122_486],
  ["2024-08-20T02:54:46-00:00", 1_724_122_486],
  ["2024-08-20T02:54:46.25Z", 1_724_122_486.25],
  ["1970-01-01T00:00:00Z", 0],
  ["1969-12-31T23:59:59Z", -1],
  ["2024-02-29T00:00:00Z", 1_709_164_800],
])("reads %s", (text, seconds) => {
  expect(parseTimestamp(text)).toBe(seconds);
});

it.each([
  ["", "is not an RFC 3339 time"],
  ["2024-08-20", "is not an RFC 3339 time"],
  ["2024-08-20T02:54:46", "is not an RFC 3339 time"],
  ["2024-08-20 02:54:46Z", "is not an RFC 3339 time"],
  ["2024-8-20T02:54:46Z", "is not an RFC 3339 time"],
  ["2024-08-20T02:54Z", "is not an RFC 3339 time"],
  ["2024-08-20T02:54:46.Z", "is not an RFC 3339 time"],
  ["2024-08-20T02:54:46+0800", "is not an RFC 3339 time"],
  [" 2024-08-20T02:54:46Z", "is not an RFC 3339 time"],
  ["2024-08-20T02:54:46Z\n", "is not an RFC 3339 time"],
  ["1724122486", "is not an RFC 3339 time"],
  ["2023-02-29T00:00:00Z", "has a day that does not exist"],
  ["2024-13-01T00:00:00Z", "has a day that does not exist"],
  ["2024-04-31T00:00:00Z", "has a day that does not exist"],
  ["2024-08-20T24:00:00Z", "has a time of day that does not exist"],
  ["2024-08-20T02:54:60Z", "has a time of day that does not exist"],
  ["2024-08-20T02:54:46+24:00", "has a time zone that does not exist"],
])("refuses %j, which %s", (text, reason) => {
  expect(() => parseTimestamp(text)).toThrow(NotationError);
  expect(() => parseTimestamp(text)).toThrow(reason);
});

it("reads what a date writes, and throws nothing but its own error", () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date(0), max: new Date("9999-12-31T23:59:59Z"), noInvalidDate: true }),
      (date) => {
        expect(Math.round(parseTimestamp(date.toISOString()) * 1_000)).toBe(date.getTime());
      },
    ),
  );
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."0123456789-:TZ+. ") }), (text) => {
      try {
        expect(Number.isFinite(parseTimestamp(text))).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(NotationError);
      }
    }),
  );
});
