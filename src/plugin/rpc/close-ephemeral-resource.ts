import * as proto from "../protocol/generated/tfplugin6";
import { heldData } from "./ephemeral-lease";
import { guarded } from "./guard";
import { ephemeralResourceOf } from "./lookup";
import type { Session } from "./session";

/**
 * Gives back what an ephemeral resource holds, even after a stop. Always succeeds, as the values were used by then; an
 * error becomes a warning.
 */
export async function closeEphemeralResource<Client>(
  session: Session<Client>,
  request: proto.CloseEphemeralResource_Request,
): Promise<proto.CloseEphemeralResource_Response> {
  const { signal } = new AbortController();
  const find = () => ephemeralResourceOf(session, request.typeName);
  const { diagnostics } = await guarded(
    session,
    find,
    async (resource, report) => {
      const held = heldData(request.private);
      if (held !== undefined) {
        await resource.close?.({ ...held, ...session.context(report), signal });
      }
    },
    signal,
  );
  return {
    diagnostics: diagnostics.map((each) => ({ ...each, severity: proto.Diagnostic_Severity.WARNING })),
  };
}
