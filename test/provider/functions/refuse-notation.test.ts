import { NotationError } from "../../../src/notation/notation-error";
import { FunctionError } from "../../../src/plugin/author/provider-function";
import { refuseNotation } from "../../../src/provider/functions/refuse-notation";

test("a notation that can be read gives its value", () => {
  expect(refuseNotation((text) => text.length)("four")).toBe(4);
});

test("a notation that cannot be read is refused at the first argument", () => {
  const refuse = refuseNotation((text) => {
    throw new NotationError(text, "is odd");
  });
  expect(() => refuse("x")).toThrow(new FunctionError('"x" is odd.', 0));
});

test("an error of another kind is a defect and is rethrown", () => {
  const fail = refuseNotation(() => {
    throw new TypeError("a defect");
  });
  expect(() => fail("x")).toThrow(TypeError);
});
