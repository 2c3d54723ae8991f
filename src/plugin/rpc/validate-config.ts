import type { Diagnostic } from "../author/diagnostic";
import type { CtyObject } from "../cty/value";
import type * as proto from "../protocol/generated/tfplugin6";
import type { Attributes } from "../schema/attribute";
import { validateAttributes } from "../schema/validate";
import { configFromWire, writeOnlyNames } from "./dynamic-value";
import { guarded } from "./guard";
import { dataSourceOf, ephemeralResourceOf, resourceOf } from "./lookup";
import type { Session } from "./session";

/** What can be validated: a provider, a data source, a resource, an ephemeral resource or an action. */
export interface Validatable {
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
  { typeName, config, clientCapabilities }: proto.ValidateResourceConfig_Request,
): Promise<proto.ValidateResourceConfig_Response> {
  const allowed = clientCapabilities?.writeOnlyAttributesAllowed ?? false;
  return validateConfig(
    session,
    () => resourceOf(session, typeName),
    config,
    (values, attributes) => (allowed ? [] : refusedWriteOnly(values, attributes)),
  );
}

/** To an older CLI a write-only attribute is like any other: the value would be in the plan and in the state. */
function refusedWriteOnly(config: CtyObject, attributes: Attributes): Diagnostic[] {
  return writeOnlyNames(attributes)
    .filter((name) => (config[name] ?? null) !== null)
    .map((name) => ({
      severity: "error",
      summary: "Write-only Argument Not Supported",
      detail: `The argument "${name}" is write-only: Terraform must not store its value. This version of Terraform stores every value. Use Terraform 1.11 or later (or OpenTofu 1.11 or later), or remove the argument.`,
      path: [name],
    }));
}

/** Checks an ephemeral block; any value may be unknown. */
export function validateEphemeralResourceConfig(
  session: Session<unknown>,
  { typeName, config }: proto.ValidateEphemeralResourceConfig_Request,
): Promise<proto.ValidateEphemeralResourceConfig_Response> {
  return validateConfig(session, () => ephemeralResourceOf(session, typeName), config);
}

/** Checks a configuration; any value may be unknown. */
export function validateConfig(
  session: Session<unknown>,
  find: () => Validatable,
  wire: proto.DynamicValue | undefined,
  further: (config: CtyObject, attributes: Attributes) => readonly Diagnostic[] = () => [],
): Promise<{ diagnostics: proto.Diagnostic[] }> {
  return guarded(session, find, (target, report) => {
    const config = configFromWire(wire, target.attributes);
    report(
      ...validateAttributes(config, target.attributes),
      ...further(config, target.attributes),
      ...(target.validate?.(config) ?? []),
    );
  });
}
