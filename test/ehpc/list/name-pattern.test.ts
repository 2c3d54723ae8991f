import { requirePattern } from "../../../src/ehpc/list/name-pattern";
import { NotationError } from "../../../src/notation/notation-error";

it.each(["^train$", "größe|\\p{L}+", "(?<n>a)\\k<n>", ""])("takes %j", (pattern) => {
  expect(() => requirePattern(pattern)).not.toThrow();
});

it.each([
  ["(", "unterminated group"],
  ["a**", "nothing to repeat"],
  ["[z-a]", "range out of order in character class"],
  // Go's dialect, which users of Terraform know.
  ["(?i)train", "invalid group"],
  ["\\Atrain\\z", "invalid escape"],
])("refuses %j: %s", (pattern, reason) => {
  expect(() => requirePattern(pattern)).toThrow(NotationError);
  expect(() => requirePattern(pattern)).toThrow(
    `${JSON.stringify(pattern)} is not a valid JavaScript regular expression (${reason}).`,
  );
});
