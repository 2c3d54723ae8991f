import type { AttributePath, Diagnostic } from "../author/diagnostic";
import { type CtyObject, type CtyValue, isRecord, isSequence, isWhollyKnown, UNKNOWN } from "../cty/value";
import type { Attributes, AttributeType, Validator } from "./attribute";

/**
 * Runs the validators of all attributes on a configuration, and refuses null in place of a required argument or of an
 * element with a rule: Terraform checks that a required argument is written, not that it has a value. Whatever is
 * unknown still is skipped: Terraform validates again once it is known.
 */
export function validateAttributes(config: CtyObject, attributes: Attributes): Diagnostic[] {
  return attributeProblems(config, attributes, []).map(({ path, problem }) => invalidValue(path, problem));
}

/** An invalid value and its path. The problem completes `The argument "x" …`. */
export interface ValueProblem {
  readonly path: AttributePath;
  readonly problem: string;
}

function attributeProblems(value: CtyObject, attributes: Attributes, path: AttributePath): ValueProblem[] {
  const problems: ValueProblem[] = [];
  for (const [name, { type, mode }] of Object.entries(attributes)) {
    const given = value[name] ?? null;
    if (given !== null) {
      problems.push(...valueProblems(given, type, [...path, name]));
    } else if (mode === "required") {
      problems.push({ path: [...path, name], problem: "is required, and its value is null." });
    }
  }
  return problems;
}

/** Runs the validators of a type on a value, after the validators of its parts. */
export function valueProblems(value: CtyValue, type: AttributeType, path: AttributePath): ValueProblem[] {
  if (value === null || value === UNKNOWN) {
    return [];
  }
  const { element, attributes } = type;
  if (attributes !== undefined && isRecord(value)) {
    const inner = attributeProblems(value, attributes, path);
    if (inner.length > 0) {
      return inner;
    }
  }
  if (element !== undefined && (isSequence(value) || isRecord(value))) {
    const entries: [string | number, CtyValue][] = isSequence(value)
      ? [...value.entries()]
      : Object.entries(value);
    const inner = entries.flatMap(([step, each]) =>
      each === null && element.validators.length > 0
        ? [{ path: [...path, step], problem: "must not be null." }]
        : valueProblems(each, element, [...path, step]),
    );
    if (inner.length > 0) {
      return inner;
    }
  }
  if (type.validators.length === 0 || !isWhollyKnown(value)) {
    return [];
  }
  // The schema pairs each validator with the type of its values; the list does not keep that type.
  const validators = type.validators as readonly Validator<CtyValue>[];
  return validators.flatMap((validator) => {
    const problem = validator(value);
    return problem === undefined ? [] : [{ path, problem }];
  });
}

/** The diagnostic for an invalid value of an argument. The problem completes `The argument "x" …`. */
export function invalidValue(path: AttributePath, problem: string): Diagnostic {
  return {
    severity: "error",
    summary: "Invalid Argument Value",
    detail: `The argument "${formatPath(path)}" ${problem}`,
    path,
  };
}

/** `["states", 2, "name"]` as Terraform's language writes it: `states[2].name`. */
export function formatPath(path: AttributePath): string {
  return path.reduce<string>(
    (text, step) => (typeof step === "number" ? `${text}[${step}]` : text === "" ? step : `${text}.${step}`),
    "",
  );
}
