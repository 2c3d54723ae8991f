/**
 * The problem of a user's name for a submission, or `undefined`: the rest of a sentence that begins with the name of the
 * argument. Letters, digits, dots, hyphens and underscores need no quotes in any scheduler's environment.
 */
export function tokenProblem(token: string): string | undefined {
  return /^[\w.-]{1,64}$/.test(token)
    ? undefined
    : "must consist of 1 to 64 letters, digits, dots, hyphens and underscores.";
}
