import type { Provider } from "../author/provider";
import * as proto from "../protocol/generated/provider-schema";
import { identityAttributes } from "./resource-identity";
import type { LateRpc } from "./rpc";

/** The schemas of the identities. Terraform 1.12 and later asks for them right after the provider's schema. */
export const getResourceIdentitySchemas: LateRpc<
  proto.GetResourceIdentitySchemas_Request,
  proto.GetResourceIdentitySchemas_Response
> = {
  requests: proto.GetResourceIdentitySchemas_Request,
  responses: proto.GetResourceIdentitySchemas_Response,
  async handle({ provider }) {
    return identitySchemasOf(provider);
  },
};

/** The reply to GetResourceIdentitySchemas as it is sent, for those who make it beforehand. */
export function encodeResourceIdentitySchemas<Client>(provider: Provider<Client>): Uint8Array {
  return proto.GetResourceIdentitySchemas_Response.encode(identitySchemasOf(provider)).finish();
}

function identitySchemasOf<Client>(provider: Provider<Client>): proto.GetResourceIdentitySchemas_Response {
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
