import { providerSchemaJson } from "../../src/plugin/schema/schema-json";
import { allClis, EPHEMERAL_RESOURCES, FUNCTIONS, knows } from "../support/cli";
import { sample } from "../support/sample-provider/provider";
import { unconfiguredSampleWorkspace } from "../support/sample-workspace";

test.each(allClis().map((cli) => [cli.name, cli] as const))(
  "%s prints the schema that bindings and pages are made from, as far as it knows its parts",
  async (_, cli) => {
    const workspace = unconfiguredSampleWorkspace({}, cli);
    try {
      await workspace.init();
      const { stdout } = await workspace.succeed("providers", "schema", "-json");
      const { functions, ephemeral_resource_schemas, ...expected } = providerSchemaJson(sample);
      expect(JSON.parse(stdout).provider_schemas["terraform.local/test/sample"]).toEqual({
        ...expected,
        ...(knows(cli, FUNCTIONS) && { functions }),
        ...(knows(cli, EPHEMERAL_RESOURCES) && { ephemeral_resource_schemas }),
      });
    } finally {
      workspace.remove();
    }
  },
);
