import { arrayIndices } from "../../../src/provider/functions/array-indices";
import { answer } from "./call";

test.each([
  ["2-7:2", [2, 4, 6]],
  ["1,3,5-6%2", [1, 3, 5, 6]],
  ["", []],
  ["1_[1,3,5%2]", [1, 3, 5]],
])("%j has the indices %j", (request, indices) => {
  expect(answer(arrayIndices, request)).toEqual(indices);
});

test("what is no array request is quoted, and one is shown", () => {
  expect(answer(arrayIndices, "2..7")).toEqual({
    text: '"2..7" is not an array request; examples are "2-7:2" (first, last, step) and "1,3,5".',
    argument: 0,
  });
});
