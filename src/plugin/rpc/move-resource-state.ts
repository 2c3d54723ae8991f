import { DiagnosticError } from "../author/diagnostic";
import { parseJson } from "../cty/json";
import type { CtyObject } from "../cty/value";
import * as proto from "../protocol/generated/state-move";
import { stateToWire } from "./dynamic-value";
import { guarded } from "./guard";
import { resourceOf } from "./lookup";
import { identityOf } from "./resource-identity";
import type { LateRpc } from "./rpc";

/** Turns the state of another resource type into one of ours, for a `moved` block. */
export const moveResourceState: LateRpc<proto.MoveResourceState_Request, proto.MoveResourceState_Response> = {
  requests: proto.MoveResourceState_Request,
  responses: proto.MoveResourceState_Response,
  async handle(session, request) {
    const find = () => resourceOf(session, request.targetTypeName);
    const { value, diagnostics } = await guarded(session, find, (resource) => {
      const state = resource.moveFrom?.({
        providerAddress: request.sourceProviderAddress,
        typeName: request.sourceTypeName,
        version: request.sourceSchemaVersion,
        state: parseJson(request.sourceState?.json ?? "null"),
      });
      if (state === undefined) {
        throw new DiagnosticError(notMovable(request));
      }
      return {
        targetState: stateToWire(state as CtyObject, resource.attributes),
        targetIdentity: identityOf(resource, state as CtyObject),
      };
    });
    return { targetState: undefined, targetIdentity: undefined, ...value, targetPrivate: EMPTY, diagnostics };
  },
};

const EMPTY = Buffer.alloc(0);

function notMovable({
  sourceTypeName,
  sourceProviderAddress,
  targetTypeName,
}: proto.MoveResourceState_Request) {
  return {
    summary: "Move Not Supported",
    detail: `A ${sourceTypeName} of ${sourceProviderAddress} cannot become a ${targetTypeName}. Remove the "moved" block; to keep the object of the old resource, use a "removed" block for it.`,
  };
}
