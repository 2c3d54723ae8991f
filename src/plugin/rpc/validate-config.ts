import type { Diagnostic } from "../author/diagnostic";
import type { CtyObject } from "../cty/value";
import type * as proto from "../protocol/generated/tfplugin6";
import type { Attributes } from "../schema/attribute";
import { validateAttributes } from "../schema/validate";
import { configFromWire } from "./dynamic-value";
import { guarded } from "./guard";
import { dataSourceOf, ephemeralResourceOf, resourceOf } from "./lookup";
import type { Session } from "./session";

/** What can be validated: a provider, a data source, a resource or an ephemeral resource. */
interface Validatable {
  readonly attributes: Attributes;
  validate?(config: CtyObject): readonly Diagnostic[];
}

/** Checks a provider block; any value may be unknown. */
export function validateProviderConfig(
  session: Session<unknown>,
  { config }: proto.ValidateProviderConfig_Request,
): Promise<proto.ValidateProviderConfig_Response> {
  return validateConfig(session, () => session.provider, config);
}

/** Checks a data block; any value may be unknown. */
export function validateDataResourceConfig(
  session: Session<unknown>,
  { typeName, config }: proto.ValidateDataResourceConfig_Request,
): Promise<proto.ValidateDataResourceConfig_Response> {
  return validateConfig(session, () => dataSourceOf(session, typeName), config);
}

/** Checks a resource block; any value may be unknown. */
export function validateResourceConfig(
  session: Session<unknown>,
  { typeName, config }: proto.ValidateResourceConfig_Request,
): Promise<proto.ValidateResourceConfig_Response> {
  return validateConfig(session, () => resourceOf(session, typeName), config);
}

/** Checks an ephemeral block; any value may be unknown. */
export function validateEphemeralResourceConfig(
  session: Session<unknown>,
  { typeName, config }: proto.ValidateEphemeralResourceConfig_Request,
): Promise<proto.ValidateEphemeralResourceConfig_Response> {
  return validateConfig(session, () => ephemeralResourceOf(session, typeName), config);
}

function validateConfig(
  session: Session<unknown>,
  find: () => Validatable,
  wire: proto.DynamicValue | undefined,
): Promise<{ diagnostics: proto.Diagnostic[] }> {
  return guarded(session, find, (target, report) => {
    const config = configFromWire(wire, target.attributes);
    report(...validateAttributes(config, target.attributes), ...(target.validate?.(config) ?? []));
  });
}
