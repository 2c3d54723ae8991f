import { submittedIndices } from "../../src/notation/array-request";

it("reads first index, last index and step", () => {
  expect(submittedIndices("1-5:2")).toEqual([1, 3, 5]);
});

it.each([
  ["", "has no index"],
  ["five", '"five"'],
])("refuses %j", (text, message) => {
  expect(() => submittedIndices(text)).toThrow(message);
});
