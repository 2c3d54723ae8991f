import { type AttributeJson, providerSchemaJson } from "../../../src/plugin/schema/schema-json";
import { ehpc } from "../../../src/provider/provider";

type Attributes = Readonly<Record<string, AttributeJson>>;

/** The sensitive attributes inside of lists. */
function sensitiveInLists(parent: string, attributes: Attributes, inList = false): string[] {
  return Object.entries(attributes).flatMap(([name, { sensitive, nested_type }]) => {
    const path = `${parent}.${name}`;
    const nested = nested_type?.attributes ?? {};
    return [
      ...(inList && sensitive ? [path] : []),
      ...sensitiveInLists(
        path,
        nested,
        inList || (nested_type ?? { nesting_mode: "single" }).nesting_mode !== "single",
      ),
    ];
  });
}

test("nothing inside of a list is sensitive, for which Terraform would take a time that grows with its square", () => {
  const { data_source_schemas } = providerSchemaJson(ehpc({}));
  const found = Object.entries(data_source_schemas).flatMap(([type, { block }]) =>
    sensitiveInLists(type, block.attributes),
  );

  expect(found).toEqual([]);
  expect(data_source_schemas.ehpc_jobs?.block.attributes.variables?.sensitive).toBe(true);
});
