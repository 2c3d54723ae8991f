import { type CtyObject, type CtyValue, isRecord, isSequence, record } from "../cty/value";
import * as proto from "../protocol/generated/list-resource";
import type { Attribute, Attributes, AttributeType } from "../schema/attribute";
import { valueProblems } from "../schema/validate";
import { fromWire, toWire } from "./dynamic-value";
import { guarded } from "./guard";
import { resourceOf } from "./lookup";
import type { LateRpc } from "./rpc";

/**
 * Writes the configuration for an imported object: its arguments as the state has them, so that nothing changes. A value
 * that the provider fills in and that no configuration may have is left out.
 */
export const generateResourceConfig: LateRpc<
  proto.GenerateResourceConfig_Request,
  proto.GenerateResourceConfig_Response
> = {
  requests: proto.GenerateResourceConfig_Request,
  responses: proto.GenerateResourceConfig_Response,
  async handle(session, { typeName, state: wire }) {
    const find = () => resourceOf(session, typeName);
    const { value, diagnostics } = await guarded(session, find, ({ attributes }) => {
      const state = fromWire(wire, attributes);
      return toWire(state && argumentsOf(state, attributes), attributes);
    });
    return { config: value, diagnostics };
  },
};

function argumentsOf(state: CtyObject, attributes: Attributes): CtyObject {
  return record(
    Object.entries(attributes).map(([name, attribute]): [string, CtyValue] => {
      const value = state[name] ?? null;
      return [name, isWritten(value, attribute) ? inNested(value, attribute.type) : null];
    }),
  );
}

function isWritten(value: CtyValue, { mode, type }: Attribute): boolean {
  switch (mode) {
    case "computed":
    case "write-only":
      return false;
    case "optional+computed":
      return valueProblems(value, type, []).length === 0;
    default:
      return true;
  }
}

/** The same inside nested attributes. */
function inNested(value: CtyValue, { attributes, element }: AttributeType): CtyValue {
  if (attributes !== undefined && isRecord(value)) {
    return argumentsOf(value, attributes);
  }
  if (element === undefined) {
    return value;
  }
  if (isSequence(value)) {
    return value.map((each) => inNested(each, element));
  }
  return isRecord(value)
    ? record(Object.entries(value).map(([key, each]) => [key, inNested(each, element)]))
    : value;
}
