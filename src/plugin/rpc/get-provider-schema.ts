import type { Provider } from "../author/provider";
import * as proto from "../protocol/generated/provider-schema";
import { functionsToProto } from "../schema/function-to-proto";
import { schemaToProto } from "../schema/to-proto";
import type { LateRpc } from "./rpc";

/**
 * What the server can do beyond the basics. With `getProviderSchemaOptional` Terraform 1.6 and later asks for
 * the schema once per command instead of once per process, so nothing may be set up in that request.
 */
function capabilitiesOf<Client>({
  resources,
  listResources = {},
}: Provider<Client>): proto.ServerCapabilities {
  return {
    planDestroy: false,
    getProviderSchemaOptional: true,
    generateResourceConfig: Object.keys(listResources).length > 0,
    moveResourceState: Object.values(resources).some(({ moveFrom }) => moveFrom !== undefined),
  };
}

/** The schemas of the provider and of all that it offers, and the signatures of its functions. */
export const getProviderSchema: LateRpc<proto.GetProviderSchema_Request, proto.GetProviderSchema_Response> = {
  requests: proto.GetProviderSchema_Request,
  responses: proto.GetProviderSchema_Response,
  async handle({ provider }) {
    return schemaOf(provider);
  },
};

/** The reply to GetProviderSchema as it is sent, for those who make it beforehand. */
export function encodeProviderSchema<Client>(provider: Provider<Client>): Uint8Array {
  return proto.GetProviderSchema_Response.encode(schemaOf(provider)).finish();
}

function schemaOf<Client>(provider: Provider<Client>): proto.GetProviderSchema_Response {
  const dataSourceSchemas: Record<string, proto.Schema> = {};
  for (const [name, { description, attributes }] of Object.entries(provider.dataSources)) {
    dataSourceSchemas[name] = schemaToProto(description, attributes);
  }
  const resourceSchemas: Record<string, proto.Schema> = {};
  for (const [name, { description, attributes, version }] of Object.entries(provider.resources)) {
    resourceSchemas[name] = schemaToProto(description, attributes, version);
  }
  const ephemeralResourceSchemas: Record<string, proto.Schema> = {};
  for (const [name, { description, attributes }] of Object.entries(provider.ephemeralResources ?? {})) {
    ephemeralResourceSchemas[name] = schemaToProto(description, attributes);
  }
  const listResourceSchemas: Record<string, proto.Schema> = {};
  for (const [name, { description, attributes }] of Object.entries(provider.listResources ?? {})) {
    listResourceSchemas[name] = schemaToProto(description, attributes);
  }
  const actionSchemas: Record<string, proto.ActionSchema> = {};
  for (const [name, { description, attributes }] of Object.entries(provider.actions ?? {})) {
    actionSchemas[name] = { schema: schemaToProto(description, attributes) };
  }
  return {
    provider: schemaToProto(provider.description, provider.attributes),
    resourceSchemas,
    dataSourceSchemas,
    diagnostics: [],
    serverCapabilities: capabilitiesOf(provider),
    functions: functionsToProto(provider.functions),
    ephemeralResourceSchemas,
    listResourceSchemas,
    actionSchemas,
  };
}

/** The signatures of the functions, which OpenTofu asks a configured provider for if its schema lacks one. */
export const getFunctions: LateRpc<proto.GetFunctions_Request, proto.GetFunctions_Response> = {
  requests: proto.GetFunctions_Request,
  responses: proto.GetFunctions_Response,
  async handle({ provider }) {
    return { functions: functionsToProto(provider.functions), diagnostics: [] };
  },
};

/** The names alone, for programs that combine several providers. */
export const getMetadata: LateRpc<proto.GetMetadata_Request, proto.GetMetadata_Response> = {
  requests: proto.GetMetadata_Request,
  responses: proto.GetMetadata_Response,
  async handle({ provider }) {
    return {
      serverCapabilities: capabilitiesOf(provider),
      diagnostics: [],
      dataSources: Object.keys(provider.dataSources).map((typeName) => ({ typeName })),
      resources: Object.keys(provider.resources).map((typeName) => ({ typeName })),
      functions: Object.keys(provider.functions ?? {}).map((name) => ({ name })),
      ephemeralResources: Object.keys(provider.ephemeralResources ?? {}).map((typeName) => ({ typeName })),
      listResources: Object.keys(provider.listResources ?? {}).map((typeName) => ({ typeName })),
      actions: Object.keys(provider.actions ?? {}).map((typeName) => ({ typeName })),
    };
  },
};
