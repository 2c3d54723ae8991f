import fc from "fast-check";
import { arrayIndices, MAX_ARRAY_INDICES } from "../../src/ehpc/array-indices";
import { NotationError } from "../../src/ehpc/notation-error";

it.each([
  ["2-7:2", [2, 4, 6]],
  ["1-5:2", [1, 3, 5]],
  ["1-3", [1, 2, 3]],
  ["4", [4]],
  ["0-0", [0]],
  ["1-3:9", [1]],
  ["1,3,5-9:2", [1, 3, 5, 7, 9]],
  ["1-4%2", [1, 2, 3, 4]],
  ["[1-3%1]", [1, 2, 3]],
  [" 1 , 2 ", [1, 2]],
  ["5,1-5", [5, 1, 2, 3, 4]],
  ["", []],
  [" ", []],
])("%j has the indices %j", (text, indices) => {
  expect(arrayIndices(text)).toEqual(indices);
});

it.each([
  "a",
  "1-",
  "-1",
  "1-2-3",
  "1:2",
  "1--2",
  "1,,2",
  "1.5",
  "1-5:",
  "0x1",
  "1-9999999999",
  "[1",
  "%3,1",
])("refuses %j and quotes it", (text) => {
  expect(() => arrayIndices(text)).toThrow(NotationError);
  expect(() => arrayIndices(text)).toThrow(JSON.stringify(text));
});

it("says what is wrong with a range", () => {
  expect(() => arrayIndices("7-2")).toThrow("below its first");
  expect(() => arrayIndices("1-2:0")).toThrow("step of 0");
  expect(() => arrayIndices("0-999999999")).toThrow(`more than ${MAX_ARRAY_INDICES}`);
  expect(() => arrayIndices("1-90000,1-90000")).toThrow(`more than ${MAX_ARRAY_INDICES}`);
});

it("counts from the first to the last in steps", () => {
  fc.assert(
    fc.property(fc.nat(1_000), fc.nat(200), fc.integer({ min: 1, max: 50 }), (first, more, step) => {
      const indices = arrayIndices(`${first}-${first + more}:${step}`);
      expect(indices[0]).toBe(first);
      expect(indices).toHaveLength(Math.floor(more / step) + 1);
      for (const [place, index] of indices.entries()) expect(index).toBe(first + place * step);
    }),
  );
});

it("gives indices or a typed error for any text", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("1", "9", "-", ":", ",", "%", "[", "]", " ") }), (text) => {
      try {
        for (const index of arrayIndices(text)) expect(Number.isSafeInteger(index)).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(NotationError);
      }
    }),
  );
});
