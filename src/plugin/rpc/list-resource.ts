import { CtyError } from "../cty/error";
import type { CtyObject } from "../cty/value";
import * as proto from "../protocol/generated/list-resource";
import { configFromWire, stateToWire } from "./dynamic-value";
import { eitherSignal } from "./either-signal";
import { guarded } from "./guard";
import { inConfigBlock } from "./in-config-block";
import { listResourceOf, resourceOf } from "./lookup";
import { refuseUnknown } from "./refuse-unknown";
import { identityOf } from "./resource-identity";
import type { LateStreamRpc } from "./rpc";

/** Streams the objects of a managed resource that exist already, up to the limit. Diagnostics come last. */
export const listResource: LateStreamRpc<proto.ListResource_Request, proto.ListResource_Event> = {
  requests: proto.ListResource_Request,
  events: proto.ListResource_Event,
  async handle(session, request, stream) {
    const { typeName, includeResourceObject: withState } = request;
    // Absent means no limit.
    const limit = request.limit > 0 ? request.limit : Number.POSITIVE_INFINITY;
    const { signal, release } = eitherSignal(session.signal, stream.signal);
    const { filter } = session.serving.secrets;
    const find = () => listResourceOf(session, typeName);
    const { diagnostics } = await guarded(
      session,
      find,
      async (list, report) => {
        const resource = resourceOf(session, typeName);
        const config = configFromWire(request.config, list.attributes);
        refuseUnknown(config, unknownArgument);
        const context = { ...session.context(report), signal };
        let sent = 0;
        for await (const { displayName, state } of list.list({ config, limit, withState, ...context })) {
          // Nothing may follow the diagnostics of a stop.
          signal.throwIfAborted();
          const object = state as CtyObject;
          const identity = identityOf(resource, object);
          if (identity === undefined) {
            throw new CtyError("an object of the list has no identity");
          }
          await stream.send({
            identity,
            displayName: filter(displayName),
            resourceObject: withState ? stateToWire(object, resource.attributes) : undefined,
            diagnostic: [],
          });
          sent += 1;
          if (sent >= limit) {
            break;
          }
          // A list that was stopped must not look complete.
          signal.throwIfAborted();
        }
      },
      signal,
    );
    release();
    inConfigBlock(diagnostics);
    if (diagnostics.length > 0) {
      await stream.send({
        identity: undefined,
        displayName: "",
        resourceObject: undefined,
        diagnostic: diagnostics,
      });
    }
  },
};

// Terraform lists with known values only, so this client behaves differently.
function unknownArgument(argument: string) {
  return {
    summary: "Unknown Argument",
    detail: `The argument "${argument}" is not known yet, but a list requires known values. Use a value that is known in advance.`,
  };
}
