// Each function returns the rest of a sentence that begins with the name of the argument, such as "must not be negative".

/** The maximum length of the user's addition to the User-Agent, as in the `alicloud` provider. */
export const MAX_SOURCE_LENGTH = 1_024;

/** The problem of a text for the User-Agent. */
export function headerTextProblem(text: string): string | undefined {
  if (text.length > MAX_SOURCE_LENGTH) {
    return `must not be longer than ${MAX_SOURCE_LENGTH} characters.`;
  }
  return /[^\x20-\x7e]/.test(text)
    ? "must contain only printable ASCII characters on one line, because it becomes part of an HTTP header."
    : undefined;
}

/** The URL of a source of credentials; `null` for any other text. */
export function parseCredentialsUri(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^https?:$/.test(url.protocol) ? url : null;
}

/**
 * The problem of the URL of a source of credentials. An empty text means none. The message does not repeat the URL,
 * because it may contain a secret.
 */
export function credentialsUriProblem(text: string): string | undefined {
  return text.trim() === "" || parseCredentialsUri(text.trim()) !== null
    ? undefined
    : "must be an http:// or https:// URL.";
}

/** The problem of a limit in milliseconds. */
export function millisecondsProblem(value: number): string | undefined {
  return value > 0 ? undefined : "must be at least 1 (milliseconds).";
}

/** The problem of a time in seconds. */
export function secondsProblem(value: number): string | undefined {
  return value >= 0 ? undefined : "must not be negative (seconds).";
}
