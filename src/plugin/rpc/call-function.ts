import { PROVIDER_DEFECT } from "../author/defect";
import { FunctionError, type FunctionParameter, type ProviderFunction } from "../author/provider-function";
import { CtyError } from "../cty/error";
import { type CtyValue, isWhollyKnown } from "../cty/value";
import { stackFrames } from "../process/crash-report";
import type * as proto from "../protocol/generated/tfplugin6";
import { formatPath, valueProblems } from "../schema/validate";
import { valueFromWire, valueToWire } from "./dynamic-value";
import type { Session } from "./session";

/**
 * Calls a function of the provider, in a process that may not be configured. A stop does not end it, because a call is
 * short.
 */
export async function callFunction(
  session: Session<unknown>,
  request: proto.CallFunction_Request,
): Promise<proto.CallFunction_Response> {
  try {
    const called = functionOf(session, request.name);
    const args = called.parameters.map((parameter, index) =>
      argumentOf(request.arguments[index], parameter, index),
    );
    // The parameters pair each value with its type; the list of them has forgotten it.
    const result = called.call(...(args as never[])) as CtyValue;
    return { result: valueToWire(result, called.returns.cty), error: undefined };
  } catch (error) {
    const { message, argument } = asFunctionError(error, session);
    return { result: undefined, error: { text: withoutFullStop(message), functionArgument: argument } };
  }
}

function functionOf({ provider }: Session<unknown>, name: string): ProviderFunction {
  const { functions = {} } = provider;
  if (Object.hasOwn(functions, name) && functions[name] !== undefined) {
    return functions[name];
  }
  // Terraform checks names against the schema, so two versions of the provider must be in use.
  throw new FunctionError(
    `the provider has no function "${name}". Run "terraform init -upgrade" to use one provider version throughout`,
  );
}

function argumentOf(
  wire: proto.DynamicValue | undefined,
  { type }: FunctionParameter,
  index: number,
): CtyValue {
  let value: CtyValue;
  try {
    value = valueFromWire(wire, type.cty);
  } catch (error) {
    if (!(error instanceof CtyError)) {
      throw error;
    }
    throw new FunctionError(sentence(error.path, error.problem), index);
  }
  if (value === null) {
    throw new FunctionError("must not be null", index);
  }
  if (!isWhollyKnown(value)) {
    throw new FunctionError("must be known when the function is called", index);
  }
  const [first] = valueProblems(value, type, []);
  if (first !== undefined) {
    throw new FunctionError(sentence(first.path, first.problem), index);
  }
  return value;
}

/** The problem with its path inside the argument. */
function sentence(path: readonly (string | number)[], problem: string): string {
  return path.length === 0 ? problem : `its part ${formatPath(path)} ${problem}`;
}

function asFunctionError(error: unknown, { serving }: Session<unknown>): FunctionError {
  if (error instanceof FunctionError) {
    return error;
  }
  const name = error instanceof Error ? error.name : typeof error;
  // Not the message: it may quote an argument, and arguments may be sensitive.
  serving.logger.error("a function failed unexpectedly", {
    error: name,
    stack: error instanceof Error ? stackFrames(error).join("\n") : undefined,
  });
  const problem =
    error instanceof CtyError
      ? `its result does not match its declared type: ${sentence(error.path, error.problem)}`
      : `an unexpected error (${name}) ended it`;
  return new FunctionError(`${problem}. ${PROVIDER_DEFECT}`);
}

/** Terraform adds a full stop to the text. */
function withoutFullStop(text: string): string {
  return text.endsWith(".") && !text.endsWith("..") ? text.slice(0, -1) : text;
}
