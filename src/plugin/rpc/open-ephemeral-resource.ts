import type { Report } from "../author/data-source";
import type { EphemeralResource } from "../author/ephemeral-resource";
import { type CtyObject, record } from "../cty/value";
import type * as proto from "../protocol/generated/tfplugin6";
import type { Attributes } from "../schema/attribute";
import { configFromWire, toWire } from "./dynamic-value";
import { heldData, Lease } from "./ephemeral-lease";
import { guarded } from "./guard";
import { ephemeralResourceOf } from "./lookup";
import { refuseUnknown } from "./refuse-unknown";
import type { Session } from "./session";

/** Opens an ephemeral resource, in plan and again in apply. */
export async function openEphemeralResource<Client>(
  session: Session<Client>,
  { typeName, config: wire }: proto.OpenEphemeralResource_Request,
): Promise<proto.OpenEphemeralResource_Response> {
  const lease = new Lease();
  const find = () => ephemeralResourceOf(session, typeName);
  const { value, diagnostics } = await guarded(session, find, async (resource, report) => {
    const { attributes } = resource;
    const config = configFromWire(wire, attributes);
    refuseUnknown(config, unknownArgument);
    const results = await opened({ session, resource, config, lease, report });
    return {
      result: toWire(merged(config, results, attributes), attributes),
      private: lease.private,
      renewAt: resource.renew && lease.renewAt,
    };
  });
  return { result: undefined, renewAt: undefined, ...value, diagnostics };
}

interface Opening<Client> {
  readonly session: Session<Client>;
  readonly resource: EphemeralResource<Client>;
  readonly config: CtyObject;
  readonly lease: Lease;
  readonly report: Report;
}

/** Terraform closes only what was opened: what came half-way, or after a stop, is closed here. */
async function opened<Client>({ session, resource, config, lease, report }: Opening<Client>) {
  const { signal } = session;
  const context = session.context(report);
  try {
    const results: CtyObject = await resource.open({ config, hold: lease.hold, ...context });
    signal.throwIfAborted();
    return results;
  } catch (error) {
    const held = heldData(lease.private);
    if (held !== undefined) {
      await closed(session, resource.close?.({ ...held, ...context, signal: endless() }));
    }
    throw error;
  }
}

/** Why the open failed is what the user needs to know. */
async function closed(session: Session<unknown>, closing: Promise<void> | undefined): Promise<void> {
  try {
    await closing;
  } catch (error) {
    session.serving.logger.warn("what a failed open held could not be given back", {
      error: error instanceof Error ? error.name : typeof error,
    });
  }
}

function endless(): AbortSignal {
  return new AbortController().signal;
}

/** Terraform demands arguments exactly as configured; results count where the configuration has nothing to say. */
function merged(config: CtyObject, results: CtyObject, attributes: Attributes): CtyObject {
  const given = Object.entries(config).filter(([name, value]) => {
    const mode = attributes[name]?.mode;
    return value !== null || mode === "required" || mode === "optional";
  });
  return record([...Object.entries(results), ...given]);
}

// Terraform defers resources with unknown values, so this client behaves differently.
function unknownArgument(argument: string) {
  return {
    summary: "Unknown Argument",
    detail:
      `The argument "${argument}" depends on a value that is known only after apply, but an ephemeral ` +
      "resource requires known values. Use a value that is known in advance.",
  };
}
