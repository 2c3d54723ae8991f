import type * as proto from "../protocol/generated/tfplugin6";
import { heldData, Lease } from "./ephemeral-lease";
import { guarded } from "./guard";
import { ephemeralResourceOf } from "./lookup";
import type { Session } from "./session";

/** Renews what an ephemeral resource holds. A reply without a time ends the renewal. */
export async function renewEphemeralResource<Client>(
  session: Session<Client>,
  request: proto.RenewEphemeralResource_Request,
): Promise<proto.RenewEphemeralResource_Response> {
  const lease = new Lease();
  const find = () => ephemeralResourceOf(session, request.typeName);
  const { value, diagnostics } = await guarded(session, find, async (resource, report) => {
    const held = heldData(request.private);
    if (held !== undefined) {
      await resource.renew?.({ ...held, hold: lease.hold, ...session.context(report) });
    }
    return { renewAt: lease.renewAt, private: lease.private ?? request.private };
  });
  return { renewAt: undefined, ...value, diagnostics };
}
