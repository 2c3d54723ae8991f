import { pathToProto } from "../../../src/plugin/rpc/diagnostic-to-proto";
import {
  type ArgumentsOf,
  impliedType,
  optional,
  refine,
  required,
  string,
} from "../../../src/plugin/schema/attribute";
import { optionalBlock } from "../../../src/plugin/schema/block";
import { providerSchemaJson } from "../../../src/plugin/schema/schema-json";
import { schemaToProto } from "../../../src/plugin/schema/to-proto";
import { validateAttributes } from "../../../src/plugin/schema/validate";

const short = refine(string, (text) => (text.length < 3 ? undefined : "is too long."));
const attributes = {
  name: optional(string, "Name."),
  role: optionalBlock({ arn: required(short, "ARN."), policy: optional(string, "Policy.") }, "Role."),
};

test("Terraform gets a block apart from the attributes, with at most one instance", () => {
  const { block } = schemaToProto("All.", attributes);
  expect(block?.attributes.map(({ name }) => name)).toEqual(["name"]);
  expect(block?.blockTypes).toMatchObject([{ typeName: "role", nesting: 2, minItems: 0, maxItems: 1 }]);
  expect(block?.blockTypes[0]?.block?.attributes.map(({ name }) => name)).toEqual(["arn", "policy"]);
});

test("the JSON form describes it as Terraform prints it", () => {
  const { provider } = providerSchemaJson({
    description: "All.",
    attributes,
    configure: () => null,
    dataSources: {},
    resources: {},
  });
  expect(Object.keys(provider.block.attributes)).toEqual(["name"]);
  expect(provider.block.block_types?.role).toMatchObject({
    nesting_mode: "list",
    max_items: 1,
    block: { description: "Role.", attributes: { arn: { required: true, type: "string" } } },
  });
});

test("its value is a list of one object, or an empty one", () => {
  const none: ArgumentsOf<typeof attributes> = { name: null, role: [] };
  const one: ArgumentsOf<typeof attributes> = { name: null, role: [{ arn: "a", policy: null }] };
  expect([none.role, one.role?.[0]?.arn]).toEqual([[], "a"]);
  expect(impliedType(attributes)).toEqual([
    "object",
    { name: "string", role: ["list", ["object", { arn: "string", policy: "string" }]] },
  ]);
});

test("its content is validated, and the diagnostic's path leads into it", () => {
  const [problem] = validateAttributes({ name: null, role: [{ arn: "long", policy: null }] }, attributes);
  expect(problem?.path).toEqual(["role", 0, "arn"]);
  expect(pathToProto(problem?.path ?? [], attributes).steps.map(({ selector }) => selector)).toEqual([
    { $case: "attributeName", attributeName: "role" },
    { $case: "elementKeyInt", elementKeyInt: 0 },
    { $case: "attributeName", attributeName: "arn" },
  ]);
  expect(validateAttributes({ name: null, role: [] }, attributes)).toEqual([]);
});
