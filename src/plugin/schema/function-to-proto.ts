import { Buffer } from "node:buffer";
import type { FunctionParameter, ProviderFunction } from "../author/provider-function";
import * as proto from "../protocol/generated/provider-schema";
import type { AttributeType } from "./attribute";

/** The signature of a function as the protocol tells it to Terraform. */
export function functionToProto(definition: ProviderFunction): proto.FunctionMessage {
  const { summary, description, parameters, returns } = definition;
  return {
    parameters: parameters.map(parameterToProto),
    return: { type: typeToProto(returns) },
    summary,
    description,
    descriptionKind: proto.StringKind.MARKDOWN,
  };
}

/** The signatures of all functions, by name. */
export function functionsToProto(
  functions: Readonly<Record<string, ProviderFunction>> = {},
): Record<string, proto.FunctionMessage> {
  return Object.fromEntries(Object.entries(functions).map(([name, each]) => [name, functionToProto(each)]));
}

function parameterToProto({ name, type, description }: FunctionParameter): proto.Function_Parameter {
  return {
    name,
    type: typeToProto(type),
    // Terraform then refuses null at the argument, and answers unknown for unknown without a call.
    allowNullValue: false,
    allowUnknownValues: false,
    description,
    descriptionKind: proto.StringKind.MARKDOWN,
  };
}

function typeToProto({ cty }: AttributeType): Buffer {
  return Buffer.from(JSON.stringify(cty));
}
