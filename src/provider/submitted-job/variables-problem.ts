import { MARKER_VARIABLE } from "../../ehpc/submit/marker";

/** The problem of a job's environment variables, or `undefined`. Values may be secret, so it names only names. */
export function variablesProblem(variables: Readonly<Record<string, string>>): string | undefined {
  const names = Object.keys(variables);
  if (names.includes(MARKER_VARIABLE)) {
    return `must not have ${MARKER_VARIABLE}: the provider sets this variable. Use the argument "token".`;
  }
  const wrong = names.find((name) => !/^[A-Za-z_]\w*$/.test(name));
  return wrong === undefined
    ? undefined
    : `must not have the name ${JSON.stringify(wrong)}: names of environment variables consist of letters, digits and underscores, and do not begin with a digit.`;
}
