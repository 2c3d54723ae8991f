import { DiagnosticError } from "../author/diagnostic";
import type { Resource } from "../author/resource";
import { decodeJson, parseJson } from "../cty/json";
import { type CtyObject, isRecord } from "../cty/value";
import * as proto from "../protocol/generated/identity-upgrade";
import { type Attributes, impliedType } from "../schema/attribute";
import { guarded } from "./guard";
import { resourceOf } from "./lookup";
import { identityAttributes, identityToWire } from "./resource-identity";
import type { LateRpc } from "./rpc";

/** Converts a stored identity to the current shape. */
export const upgradeResourceIdentity: LateRpc<
  proto.UpgradeResourceIdentity_Request,
  proto.UpgradeResourceIdentity_Response
> = {
  requests: proto.UpgradeResourceIdentity_Request,
  responses: proto.UpgradeResourceIdentity_Response,
  async handle(session, request) {
    const find = () => resourceOf(session, request.typeName);
    const { value, diagnostics } = await guarded(session, find, (resource) => {
      const attributes = identityAttributes(resource);
      const identity = attributes && upgraded(resource, attributes, request);
      return attributes && identity && identityToWire(identity, attributes);
    });
    return { upgradedIdentity: value, diagnostics };
  },
};

function upgraded<Client>(
  resource: Resource<Client>,
  attributes: Attributes,
  { version, rawIdentity, typeName }: proto.UpgradeResourceIdentity_Request,
): CtyObject | undefined {
  const json = rawIdentity?.json ?? Buffer.from("null");
  if (version === (resource.identityVersion ?? 0)) {
    const identity = decodeJson(json, impliedType(attributes));
    return isRecord(identity) ? identity : undefined;
  }
  if (resource.upgradeIdentity !== undefined) {
    return resource.upgradeIdentity({ version, identity: parseJson(json) }) as CtyObject;
  }
  throw new DiagnosticError({
    summary: "Stored Identity Too Old",
    detail: `The state contains an identity of ${typeName} in version ${version}, which this version of the provider cannot read. Apply once with the provider version that wrote it, then upgrade step by step.`,
  });
}
