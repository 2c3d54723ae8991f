import type { Resource } from "../author/resource";
import { type CtyObject, isWhollyKnown, record, UNKNOWN } from "../cty/value";
import type * as proto from "../protocol/generated/tfplugin6";
import type { Attributes } from "../schema/attribute";
import { fromWire, toWire } from "./dynamic-value";

type Identified = Pick<Resource<never>, "attributes" | "identity">;

/** The attributes that an identity consists of; `undefined` for a resource without one. */
export function identityAttributes({ attributes, identity }: Identified): Attributes | undefined {
  return (
    identity &&
    Object.fromEntries(Object.entries(attributes).filter(([name]) => identity[name] !== undefined))
  );
}

/**
 * The identity of an object with this state. `undefined` for a resource without one, and while a value that names the
 * object is missing or unknown: Terraform 1.14 shows no plan with an unknown identity.
 *
 * @param prior the state before, whose values count where the new ones are unknown: an update keeps the identity
 */
export function identityOf(
  resource: Identified,
  state: CtyObject | null,
  prior: CtyObject | null = null,
): proto.ResourceIdentityData | undefined {
  const attributes = identityAttributes(resource);
  if (attributes === undefined || state === null) {
    return undefined;
  }
  const identity = record(
    Object.keys(attributes).map((name) => {
      const value = state[name] ?? null;
      return [name, value === UNKNOWN && prior !== null ? (prior[name] ?? null) : value];
    }),
  );
  const complete = Object.keys(attributes).every(
    (name) => identity[name] !== null || resource.identity?.[name] === "optional",
  );
  if (!isWhollyKnown(identity)) {
    return undefined;
  }
  return complete ? identityToWire(identity, attributes) : undefined;
}

/** Writes an identity of these attributes. */
export function identityToWire(identity: CtyObject, attributes: Attributes): proto.ResourceIdentityData {
  return { identityData: toWire(identity, attributes) };
}

/** Reads an identity of these attributes; `null` when there is none. */
export function identityFromWire(
  identity: proto.ResourceIdentityData | undefined,
  attributes: Attributes,
): CtyObject | null {
  return fromWire(identity?.identityData, attributes);
}
