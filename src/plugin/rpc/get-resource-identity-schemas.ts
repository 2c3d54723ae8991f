import type * as proto from "../protocol/generated/tfplugin6";
import { identityAttributes } from "./resource-identity";
import type { Session } from "./session";

/** The schemas of the identities. Terraform 1.12 and later asks for them right after the provider's schema. */
export async function getResourceIdentitySchemas({
  provider,
}: Session<unknown>): Promise<proto.GetResourceIdentitySchemas_Response> {
  const identitySchemas: Record<string, proto.ResourceIdentitySchema> = {};
  for (const [typeName, resource] of Object.entries(provider.resources)) {
    const attributes = identityAttributes(resource);
    if (attributes !== undefined) {
      identitySchemas[typeName] = {
        version: resource.identityVersion ?? 0,
        identityAttributes: Object.entries(attributes).map(([name, { type, description }]) => ({
          name,
          type: Buffer.from(JSON.stringify(type.cty)),
          requiredForImport: resource.identity?.[name] === "required",
          optionalForImport: resource.identity?.[name] === "optional",
          description,
        })),
      };
    }
  }
  return { identitySchemas, diagnostics: [] };
}
