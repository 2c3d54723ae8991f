import type { HandlerContext } from "../author/data-source";
import { DiagnosticError } from "../author/diagnostic";
import type { Resource } from "../author/resource";
import type { CtyObject } from "../cty/value";
import type * as proto from "../protocol/generated/tfplugin6";
import { stateToWire } from "./dynamic-value";
import { guarded } from "./guard";
import { resourceOf } from "./lookup";
import { identityAttributes, identityFromWire, identityOf } from "./resource-identity";
import type { Session } from "./session";

/** Takes an existing object under management. Terraform reads it right afterwards, so a stub is enough. */
export async function importResourceState<Client>(
  session: Session<Client>,
  request: proto.ImportResourceState_Request,
): Promise<proto.ImportResourceState_Response> {
  const { typeName } = request;
  const find = () => resourceOf(session, typeName);
  const { value, diagnostics } = await guarded(session, find, async (resource, report) => {
    const stub = (await stubOf(resource, request, session.context(report))) as CtyObject;
    return {
      state: stateToWire(stub, resource.attributes),
      // Terraform demands one after an import by identity.
      identity: identityOf(resource, stub) ?? request.identity,
    };
  });
  const importedResources = value === undefined ? [] : [{ typeName, private: Buffer.alloc(0), ...value }];
  return { importedResources, diagnostics };
}

/** Terraform gives an ID or an identity. */
async function stubOf<Client>(
  resource: Resource<Client>,
  { typeName, id, identity: wire }: proto.ImportResourceState_Request,
  context: HandlerContext<Client>,
) {
  const attributes = identityAttributes(resource);
  const identity = attributes && identityFromWire(wire, attributes);
  if (identity) {
    return resource.importIdentity?.({ identity, ...context }) ?? identity;
  }
  if (resource.importState === undefined) {
    throw new DiagnosticError(notImportable(typeName));
  }
  return resource.importState({ id, ...context });
}

function notImportable(typeName: string) {
  return {
    summary: "Import Not Supported",
    detail: `A resource of type ${typeName} cannot be imported. Declare it and apply instead.`,
  };
}
