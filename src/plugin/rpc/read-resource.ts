import { type CtyObject, record } from "../cty/value";
import type * as proto from "../protocol/generated/tfplugin6";
import { fromWire, stateToWire } from "./dynamic-value";
import { guarded } from "./guard";
import { resourceOf } from "./lookup";
import { identityOf } from "./resource-identity";
import type { Session } from "./session";

/** Refreshes the state of a managed resource. Null means that the object no longer exists. */
export async function readResource<Client>(
  session: Session<Client>,
  request: proto.ReadResource_Request,
): Promise<proto.ReadResource_Response> {
  const find = () => resourceOf(session, request.typeName);
  const { value, diagnostics } = await guarded(session, find, async (resource, report) => {
    const state = fromWire(request.currentState, resource.attributes);
    if (state === null) {
      return { newState: stateToWire(null, resource.attributes), newIdentity: undefined };
    }
    const changes = await resource.read({ state, ...session.context(report) });
    const read = changes && merged(state, changes as CtyObject);
    return { newState: stateToWire(read, resource.attributes), newIdentity: identityOf(resource, read) };
  });
  return {
    newState: request.currentState,
    newIdentity: undefined,
    ...value,
    diagnostics,
    private: request.private,
  };
}

function merged(state: CtyObject, changes: CtyObject): CtyObject {
  return record([...Object.entries(state), ...Object.entries(changes)]);
}
