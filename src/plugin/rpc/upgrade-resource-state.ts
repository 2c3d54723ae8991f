import { DiagnosticError } from "../author/diagnostic";
import type { Resource } from "../author/resource";
import { decodeJson, parseJson } from "../cty/json";
import { type CtyObject, isRecord } from "../cty/value";
import type * as proto from "../protocol/generated/tfplugin6";
import { impliedType } from "../schema/attribute";
import { stateToWire } from "./dynamic-value";
import { guarded } from "./guard";
import { resourceOf } from "./lookup";
import type { Session } from "./session";

/** Converts a stored state to the current shape. Terraform calls it whenever it loads state, even at the same version. */
export async function upgradeResourceState<Client>(
  session: Session<Client>,
  request: proto.UpgradeResourceState_Request,
): Promise<proto.UpgradeResourceState_Response> {
  const find = () => resourceOf(session, request.typeName);
  const { value, diagnostics } = await guarded(session, find, (resource) =>
    stateToWire(upgraded(resource, request), resource.attributes),
  );
  return { upgradedState: value, diagnostics };
}

function upgraded<Client>(
  resource: Resource<Client>,
  request: proto.UpgradeResourceState_Request,
): CtyObject | null {
  const { version, rawState, typeName } = request;
  const json = rawState?.json ?? Buffer.from("null");
  if (version === (resource.version ?? 0)) {
    const state = decodeJson(json, impliedType(resource.attributes));
    return isRecord(state) ? state : null;
  }
  if (resource.upgrade !== undefined) {
    return resource.upgrade({ version, state: parseJson(json) }) as CtyObject;
  }
  throw new DiagnosticError({
    summary: "Stored State Too Old",
    detail: `The state contains ${typeName} in version ${version}, which this version of the provider cannot read. Apply once with the provider version that wrote it, then upgrade step by step.`,
  });
}
