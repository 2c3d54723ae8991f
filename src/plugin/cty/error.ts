/** A value that does not match its type, with the path inside it. */
export class CtyError extends Error {
  override readonly name = "CtyError";

  constructor(
    /** What is wrong at that place, as a clause: "a string is required, not a list". */
    readonly problem: string,
    /** Attribute names, map keys and list indices from the outside in. */
    readonly path: readonly (string | number)[] = [],
  ) {
    super(path.length === 0 ? problem : `${path.join(".")}: ${problem}`);
  }
}

/** Runs a conversion one step inside a value and adds the step to the path of its errors. */
export function inside<T>(step: string | number, convert: () => T): T {
  try {
    return convert();
  } catch (error) {
    if (error instanceof CtyError) {
      throw new CtyError(error.problem, [step, ...error.path]);
    }
    throw error;
  }
}
