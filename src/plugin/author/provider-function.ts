import type { AttributeType, ValueOf } from "../schema/attribute";

/** One argument of a function. Terraform refuses null for it, and calls only once its value is known. */
export interface FunctionParameter<T = unknown> {
  /** Names the argument in errors and on the documentation page. */
  readonly name: string;
  /** Its validators run before the call; Terraform shows their errors at the argument. */
  readonly type: AttributeType<T>;
  /** Markdown. */
  readonly description: string;
}

/** A function of the provider, called in configurations as `provider::ehpc::name(...)`. */
export interface ProviderFunction {
  /** One sentence, without Markdown. */
  readonly summary: string;
  /** Markdown. */
  readonly description: string;
  readonly parameters: readonly FunctionParameter[];
  readonly returns: AttributeType;
  /** Takes one value per parameter and returns a value of the type `returns`. */
  call(...args: readonly never[]): unknown;
}

/** One argument of a function. */
export function parameter<T>(
  name: string,
  type: AttributeType<T>,
  description: string,
): FunctionParameter<T> {
  return { name, type, description };
}

type ArgumentValues<P extends readonly FunctionParameter[]> = {
  readonly [Index in keyof P]: P[Index] extends FunctionParameter<infer T> ? T : never;
};

/**
 * Infers the types of arguments and result.
 *
 * `call` must be pure: Terraform calls during validate, plan and apply, each time in another process that was never
 * configured, and refuses a function whose answers differ ("function returned an inconsistent result"). It throws a
 * {@link FunctionError} for an argument that it cannot work with.
 *
 * @example
 * ```ts
 * const repeated = providerFunction({
 *   summary: "Repeats a text.",
 *   description: "Repeats a text as often as asked.",
 *   parameters: [parameter("text", string, "The text."), parameter("times", integer, "How often.")],
 *   returns: string,
 *   call: (text, times) => text.repeat(times),
 * });
 * ```
 */
export function providerFunction<const P extends readonly FunctionParameter[], R extends AttributeType>(
  definition: Omit<ProviderFunction, "parameters" | "returns" | "call"> & {
    readonly parameters: P;
    readonly returns: R;
    call(...args: ArgumentValues<P>): ValueOf<R> | null;
  },
): ProviderFunction {
  return definition;
}

/** Thrown by `call`: Terraform prints the text, and marks the argument if `argument` is set. */
export class FunctionError extends Error {
  override readonly name = "FunctionError";

  constructor(
    /** What was given, why it is wrong, and what is right. It follows `Invalid value for "x" parameter:`. */
    text: string,
    /** Index of the argument, from 0; without it the error is about the whole call. */
    readonly argument?: number,
  ) {
    super(text);
  }
}
