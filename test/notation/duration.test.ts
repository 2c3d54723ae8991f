import fc from "fast-check";
import { formatDuration, parseDuration } from "../../src/notation/duration";
import { NotationError } from "../../src/notation/notation-error";

test.each([
  ["90s", 90_000],
  ["2h45m", 9_900_000],
  ["1.5h", 5_400_000],
  [".5s", 500],
  ["300ms", 300],
  ["0", 0],
  ["-10s", -10_000],
  ["+1m", 60_000],
  ["1us", 0.001],
])("%s is %d ms", (text, ms) => {
  expect(parseDuration(text)).toBeCloseTo(ms, 9);
});

test.each(["", "-", "10", "10 s", "s", "1d", "1h 5m", "h1", "1e3s", "ten minutes", "1..5s", "1h-5m"])(
  "%j is not a duration",
  (text) => {
    expect(() => parseDuration(text)).toThrow(NotationError);
  },
);

test("a long text is read in time that grows with its length", () => {
  expect(() => parseDuration(`${"1".repeat(100_000)}x`)).toThrow(NotationError);
  expect(parseDuration("1s".repeat(20_000))).toBe(20_000_000);
});

test("a written duration is read back", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 30 * 24 * 3_600 }), (seconds) => {
      expect(parseDuration(formatDuration(seconds * 1_000))).toBe(seconds * 1_000);
    }),
  );
});

test("zero and broken seconds are written in whole ones", () => {
  expect(formatDuration(0)).toBe("0s");
  expect(formatDuration(89_600)).toBe("1m30s");
});
