import type { Report } from "../author/data-source";
import { PROVIDER_DEFECT } from "../author/defect";
import { DiagnosticError } from "../author/diagnostic";
import { ApplyError, type Resource } from "../author/resource";
import { type CtyObject, isWhollyKnown, nullForUnknown, record } from "../cty/value";
import type * as proto from "../protocol/generated/tfplugin6";
import type { Attributes } from "../schema/attribute";
import { configFromWire, fromWire, stateToWire, writeOnlyNames } from "./dynamic-value";
import { guarded } from "./guard";
import { resourceOf } from "./lookup";
import { identityOf } from "./resource-identity";
import type { Session } from "./session";

/** Creates, updates or deletes an object. On failure the reply has what exists: the prior object or a new one. */
export async function applyResourceChange<Client>(
  session: Session<Client>,
  request: proto.ApplyResourceChange_Request,
): Promise<proto.ApplyResourceChange_Response> {
  const find = () => resourceOf(session, request.typeName);
  const { value, diagnostics } = await guarded(session, find, async (resource, report) => {
    const { attributes } = resource;
    const prior = fromWire(request.priorState, attributes);
    const planned = fromWire(request.plannedState, attributes);
    const config = configFromWire(request.config, attributes);
    const writeOnly = record(writeOnlyNames(attributes).map((name) => [name, config[name] ?? null]));
    for (const value of Object.values(writeOnly).filter((each) => typeof each === "string")) {
      // What must not be stored must not be shown, either, whatever goes wrong.
      session.serving.secrets.conceal(value);
    }
    const state = await applied({ session, resource, report, prior, planned, writeOnly });
    return { newState: stateToWire(state, attributes), newIdentity: identityOf(resource, state) };
  });
  return {
    // After a failure that does not say what exists, Terraform must keep the prior state.
    newState: request.priorState,
    newIdentity: undefined,
    ...(value ?? priorIdentity(find, request)),
    private: request.plannedPrivate,
    diagnostics,
  };
}

function priorIdentity<Client>(
  find: () => Resource<Client>,
  { priorState }: proto.ApplyResourceChange_Request,
) {
  try {
    const resource = find();
    return { newIdentity: identityOf(resource, fromWire(priorState, resource.attributes)) };
  } catch {
    // The diagnostics tell of it already.
    return {};
  }
}

interface Change<Client> {
  readonly session: Session<Client>;
  readonly resource: Resource<Client>;
  readonly report: Report;
  readonly prior: CtyObject | null;
  readonly planned: CtyObject | null;
  readonly writeOnly: CtyObject;
}

async function applied<Client>({ session, resource, report, prior, planned, writeOnly }: Change<Client>) {
  const context = session.context(report);
  if (planned === null) {
    if (prior !== null) {
      await resource.delete({ state: prior, ...context });
    }
    return null;
  }
  try {
    const results: CtyObject =
      prior === null
        ? await resource.create({ planned: nullForUnknown(planned), writeOnly, ...context })
        : await updated(resource, { prior, planned: nullForUnknown(planned), writeOnly, ...context });
    return filled(planned, results, resource.attributes);
  } catch (error) {
    if (!(error instanceof ApplyError)) {
      throw error;
    }
    report(...error.diagnostics);
    return nullForUnknown(filled(planned, error.results as CtyObject, resource.attributes));
  }
}

function updated<Client>(
  resource: Resource<Client>,
  request: Parameters<NonNullable<Resource<Client>["update"]>>[0],
): Promise<CtyObject> {
  if (resource.update !== undefined) {
    return resource.update(request);
  }
  throw new DiagnosticError({
    summary: "Update Not Supported",
    detail: `The resource cannot be changed in place. ${PROVIDER_DEFECT}.`,
  });
}

/** The planned values, and results only for unknown ones: the plan is binding for the rest. */
function filled(planned: CtyObject, results: CtyObject, attributes: Attributes): CtyObject {
  return record(
    Object.keys(attributes).map((name) => {
      const value = planned[name] ?? null;
      return [name, isWhollyKnown(value) ? value : (results[name] ?? null)];
    }),
  );
}
