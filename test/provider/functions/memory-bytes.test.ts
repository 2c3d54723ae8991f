import { memoryBytes } from "../../../src/provider/functions/memory-bytes";
import { answer } from "./call";

test.each([
  ["512mb", 536_870_912],
  ["4Gn", 4_294_967_296],
  ["1.5GiB", 1_610_612_736],
  ["1024", 1_024],
])("%s is %d bytes", (text, bytes) => {
  expect(answer(memoryBytes, text)).toBe(bytes);
});

test("an invalid amount is quoted, with a valid example", () => {
  expect(answer(memoryBytes, "lots")).toEqual({
    text: '"lots" is not an amount of memory; examples are "512mb", "4G" and "1.5GiB".',
    argument: 0,
  });
});
