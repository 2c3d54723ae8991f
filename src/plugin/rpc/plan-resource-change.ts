import { equal } from "../cty/equal";
import { type CtyObject, type CtyValue, isRecord, isSequence, record, UNKNOWN } from "../cty/value";
import type * as proto from "../protocol/generated/tfplugin6";
import { type Attributes, type AttributeType, impliedType } from "../schema/attribute";
import { pathToProto } from "./diagnostic-to-proto";
import { configFromWire, fromWire, stateToWire, withoutWriteOnly } from "./dynamic-value";
import { guarded } from "./guard";
import { resourceOf } from "./lookup";
import { identityOf } from "./resource-identity";
import type { Session } from "./session";

/**
 * Plans from the schema alone. Called twice for one change: during apply the configuration is wholly known, and
 * what the first plan said must come out the same, which holds as the values depend on nothing else.
 */
export async function planResourceChange<Client>(
  session: Session<Client>,
  request: proto.PlanResourceChange_Request,
): Promise<proto.PlanResourceChange_Response> {
  const find = () => resourceOf(session, request.typeName);
  const { value, diagnostics } = await guarded(session, find, (resource, report) => {
    const { attributes } = resource;
    const prior = fromWire(request.priorState, attributes);
    const proposed = fromWire(request.proposedNewState, attributes);
    const config = configFromWire(request.config, attributes);
    if (proposed === null) {
      return {
        plannedState: stateToWire(null, attributes),
        requiresReplace: [],
        plannedIdentity: identityOf(resource, prior),
      };
    }
    if (prior === null && resource.checkCreate !== undefined) {
      report(...resource.checkCreate({ config, ...session.context(report) }));
    }
    const planned = plannedState({
      prior,
      // Terraform 1.11.4 proposes the write-only values of the configuration, too.
      proposed: withoutWriteOnly(proposed, attributes),
      config,
      attributes,
    });
    return {
      plannedState: stateToWire(planned, attributes),
      requiresReplace: replacing(prior, planned, attributes).map((name) => pathToProto([name], attributes)),
      plannedIdentity: identityOf(resource, planned, prior),
    };
  });
  return {
    plannedState: undefined,
    requiresReplace: [],
    plannedIdentity: undefined,
    ...value,
    plannedPrivate: request.priorPrivate,
    diagnostics,
  };
}

/** The inputs of a plan. */
interface Change {
  /** `null` for an object that does not exist yet. */
  readonly prior: CtyObject | null;
  /** The configuration where it says something, else the prior state: as Terraform proposes it. */
  readonly proposed: CtyObject;
  readonly config: CtyObject;
  readonly attributes: Attributes;
}

function plannedState({ prior, proposed, config, attributes }: Change): CtyObject {
  if (prior !== null && equal(prior, proposed, impliedType(attributes))) {
    return prior;
  }
  return withUnknownResults(proposed, config, attributes, prior !== null);
}

/** Marks computed attributes that the configuration omits as unknown. */
function withUnknownResults(
  value: CtyObject,
  config: CtyObject,
  attributes: Attributes,
  exists: boolean,
): CtyObject {
  return record(
    Object.entries(attributes).map(([name, { mode, type, stable }]): [string, CtyValue] => {
      const configured = config[name] ?? null;
      const proposed = value[name] ?? null;
      if (configured !== null) {
        return [name, inNested(proposed, configured, type, exists)];
      }
      const decided = mode === "computed" || mode === "optional+computed";
      return [name, decided && !(exists && stable) ? UNKNOWN : proposed];
    }),
  );
}

/** The same inside a nested attribute that the configuration gives. Elements of sets have no counterpart to look at. */
function inNested(value: CtyValue, config: CtyValue, type: AttributeType, exists: boolean): CtyValue {
  if (type.attributes !== undefined && isRecord(value) && isRecord(config)) {
    return withUnknownResults(value, config, type.attributes, exists);
  }
  const { element } = type;
  if (element === undefined || type.cty[0] === "set") {
    return value;
  }
  if (isSequence(value) && isSequence(config)) {
    return value.map((each, index) => inNested(each, config[index] ?? null, element, exists));
  }
  if (isRecord(value) && isRecord(config)) {
    return record(
      Object.entries(value).map(([key, each]) => [key, inNested(each, config[key] ?? null, element, exists)]),
    );
  }
  return value;
}

/** The attributes whose change replaces the object. */
function replacing(prior: CtyObject | null, planned: CtyObject, attributes: Attributes): string[] {
  if (prior === null) {
    return [];
  }
  return Object.entries(attributes)
    .filter(
      ([name, { requiresReplace, type }]) => requiresReplace && !equal(prior[name], planned[name], type.cty),
    )
    .map(([name]) => name);
}
