import { DiagnosticError } from "../author/diagnostic";
import type { CtyObject } from "../cty/value";
import type * as proto from "../protocol/generated/tfplugin6";
import { stateToWire } from "./dynamic-value";
import { guarded } from "./guard";
import { resourceOf } from "./lookup";
import type { Session } from "./session";

/** Takes an existing object under management. Terraform reads it right afterwards, so a stub is enough. */
export async function importResourceState<Client>(
  session: Session<Client>,
  { typeName, id }: proto.ImportResourceState_Request,
): Promise<proto.ImportResourceState_Response> {
  const find = () => resourceOf(session, typeName);
  const { value, diagnostics } = await guarded(session, find, async (resource, report) => {
    if (resource.importState === undefined) {
      throw new DiagnosticError(notImportable(typeName));
    }
    const stub = await resource.importState({ id, ...session.context(report) });
    return stateToWire(stub as CtyObject, resource.attributes);
  });
  const importedResources = value === undefined ? [] : [{ typeName, state: value, private: Buffer.alloc(0) }];
  return { importedResources, diagnostics };
}

function notImportable(typeName: string) {
  return {
    summary: "Import Not Supported",
    detail: `A resource of type ${typeName} cannot be imported. Declare it and apply instead.`,
  };
}
