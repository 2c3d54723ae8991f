import { providerSchemaJson } from "../../src/plugin/schema/schema-json";
import {
  ACTIONS,
  allClis,
  type Cli,
  EPHEMERAL_RESOURCES,
  FUNCTIONS,
  knows,
  QUERIES,
  RESOURCE_IDENTITY,
  WRITE_ONLY_ATTRIBUTES,
} from "../support/cli";
import { sample } from "../support/sample-provider/provider";
import { unconfiguredSampleWorkspace } from "../support/sample-workspace";

test.each(allClis().map((cli) => [cli.name, cli] as const))(
  "%s prints the schema that bindings and pages are made from, as far as it knows its parts",
  async (_, cli) => {
    const workspace = unconfiguredSampleWorkspace({}, cli);
    try {
      await workspace.init();
      const { stdout } = await workspace.succeed("providers", "schema", "-json");
      const {
        functions,
        ephemeral_resource_schemas,
        resource_identity_schemas,
        action_schemas,
        list_resource_schemas,
        ...expected
      } = schemaKnownTo(cli);
      expect(JSON.parse(stdout).provider_schemas["terraform.local/test/sample"]).toEqual({
        ...expected,
        ...(knows(cli, FUNCTIONS) && { functions }),
        ...(knows(cli, EPHEMERAL_RESOURCES) && { ephemeral_resource_schemas }),
        ...(knows(cli, RESOURCE_IDENTITY) && { resource_identity_schemas }),
        ...(knows(cli, ACTIONS) && { action_schemas }),
        ...(knows(cli, QUERIES) && { list_resource_schemas }),
      });
    } finally {
      workspace.remove();
    }
  },
);

/** The schema without what an older CLI leaves out at an attribute. */
function schemaKnownTo(cli: Cli): ReturnType<typeof providerSchemaJson> {
  const schema = providerSchemaJson(sample);
  return knows(cli, WRITE_ONLY_ATTRIBUTES)
    ? schema
    : JSON.parse(JSON.stringify(schema, (key, value) => (key === "write_only" ? undefined : value)));
}
