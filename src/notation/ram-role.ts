// Each answer is the rest of a sentence that begins with the name of what is looked at, such as "must be a policy in JSON".
// Texts are looked at without the blanks around them.

/** What is wrong with the ARN of a RAM role. An empty text names none. */
export function roleArnProblem(text: string): string | undefined {
  return /^(?:acs:ram::\d+:role\/\S+)?$/i.test(text.trim())
    ? undefined
    : 'must be the ARN of a RAM role, such as "acs:ram::1234567890123456:role/reader".';
}

/** What is wrong with the ARN of an OIDC provider. */
export function oidcProviderArnProblem(text: string): string | undefined {
  return /^acs:ram::\d+:oidc-provider\/\S+$/i.test(text.trim())
    ? undefined
    : 'must be the ARN of an OIDC provider, such as "acs:ram::1234567890123456:oidc-provider/ci".';
}

/** What is wrong with the name of a role that an ECS instance has. An empty text names none. */
export function ecsRoleNameProblem(text: string): string | undefined {
  return /^[\w.@-]*$/.test(text.trim()) ? undefined : "contains characters that a role name cannot have.";
}

/** What is wrong with the name of a session. An empty text gives none. */
export function sessionNameProblem(text: string): string | undefined {
  return /^(?:[\w.@-]{2,64})?$/.test(text.trim())
    ? undefined
    : "must have 2 to 64 characters: letters, digits and . @ - _.";
}

/** Whether STS may grant a session of so many seconds. */
export function isSessionLength(seconds: number): boolean {
  return Number.isInteger(seconds) && seconds >= 900 && seconds <= 43_200;
}

/** What is wrong with the length of a session in seconds. */
export function sessionLengthProblem(seconds: number): string | undefined {
  return isSessionLength(seconds) ? undefined : "must be from 900 to 43200 (seconds).";
}

/** What is wrong with a policy in JSON. An empty text is none. */
export function policyProblem(text: string): string | undefined {
  return text.trim() === "" || isJsonObject(text)
    ? undefined
    : "must be a JSON policy; jsonencode() can write it.";
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
