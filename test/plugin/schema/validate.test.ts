import { UNKNOWN } from "../../../src/plugin/cty/value";
import {
  integer,
  listOf,
  mapOf,
  object,
  optional,
  refine,
  required,
  string,
} from "../../../src/plugin/schema/attribute";
import { formatPath, validateAttributes } from "../../../src/plugin/schema/validate";

const short = refine(string, (text) => (text.length < 3 ? undefined : "is too long."));
const attributes = {
  name: optional(short, ""),
  names: optional(
    refine(listOf(short), (list) => (list.length < 3 ? undefined : "has too many elements.")),
    "",
  ),
  by_key: optional(mapOf(object({ inner: optional(short, "") })), ""),
  count: optional(integer, ""),
};

const problems = (config: Parameters<typeof validateAttributes>[0]) =>
  validateAttributes(config, attributes).map(({ path, detail }) => [path, detail]);

test("null and unknown values are left alone", () => {
  expect(problems({ name: null, names: UNKNOWN, by_key: { a: UNKNOWN }, count: UNKNOWN })).toEqual([]);
});

test("a required argument must have a value, which Terraform itself does not check", () => {
  const found = validateAttributes({ name: null }, { name: required(string, "") });
  expect(found.map(({ detail }) => detail)).toEqual([
    'The argument "name" is required, and its value is null.',
  ]);
  expect(validateAttributes({ name: UNKNOWN }, { name: required(string, "") })).toEqual([]);
});

test("an element with a rule must have a value", () => {
  expect(problems({ names: ["a", null] })).toEqual([
    [["names", 1], 'The argument "names[1]" must not be null.'],
  ]);
});

test("a known element is checked even beside an unknown one", () => {
  expect(problems({ names: [UNKNOWN, "long"] })).toEqual([
    [["names", 1], 'The argument "names[1]" is too long.'],
  ]);
});

test("a rule of the whole waits until all of it is known", () => {
  expect(problems({ names: ["a", "b", UNKNOWN] })).toEqual([]);
  expect(problems({ names: ["a", "b", "c"] })).toEqual([
    [["names"], 'The argument "names" has too many elements.'],
  ]);
});

test("the path leads through maps and objects", () => {
  expect(problems({ by_key: { "a b": { inner: "long" } } })[0]?.[0]).toEqual(["by_key", "a b", "inner"]);
});

test.each([1.5, 2 ** 53, 10n ** 20n])("%s is no whole number that can be held exactly", (count) => {
  expect(problems({ count })).toEqual([[["count"], 'The argument "count" must be a whole number.']]);
});

test("a path is written as in Terraform's language", () => {
  expect(formatPath(["a", 2, "b"])).toBe("a[2].b");
});
