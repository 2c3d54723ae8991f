import { FunctionError, type ProviderFunction } from "../../../src/plugin/author/provider-function";

/** What a function of one text answers, or the text and the argument of its refusal. */
export function answer({ call }: ProviderFunction, text: string): unknown {
  try {
    return call(text as never);
  } catch (error) {
    if (!(error instanceof FunctionError)) {
      throw error;
    }
    return { text: error.message, argument: error.argument };
  }
}
