import { pathToProto } from "../../../src/plugin/rpc/diagnostic-to-proto";
import { listOf, mapOf, object, optional, setOf, string } from "../../../src/plugin/schema/attribute";

const attributes = {
  plain: optional(string, ""),
  map: optional(mapOf(string), ""),
  list: optional(listOf(object({ inner: optional(mapOf(string), "") })), ""),
  set: optional(setOf(object({ inner: optional(string, "") })), ""),
};

const steps = (...path: (string | number)[]) =>
  pathToProto(path, attributes).steps.map(({ selector }) => Object.values(selector ?? {}));

test("a name in a schema is an attribute, a name in a map is a key", () => {
  expect(steps("plain")).toEqual([["attributeName", "plain"]]);
  expect(steps("map", "plain")).toEqual([
    ["attributeName", "map"],
    ["elementKeyString", "plain"],
  ]);
});

test("attributes and keys alternate through nested attributes", () => {
  expect(steps("list", 1, "inner", "inner")).toEqual([
    ["attributeName", "list"],
    ["elementKeyInt", 1],
    ["attributeName", "inner"],
    ["elementKeyString", "inner"],
  ]);
});

test("a path into a set ends at the set, whose elements have no steps", () => {
  expect(steps("set", 0, "inner")).toEqual([["attributeName", "set"]]);
});
