// Each answer is the rest of a sentence that begins with the name of what is looked at, such as "must not be negative".

/** The longest text that a user may add to the User-Agent, in characters, as in the `alicloud` provider. */
export const MAX_SOURCE_LENGTH = 1_024;

/** What is wrong with a text that becomes part of the User-Agent of requests. */
export function headerTextProblem(text: string): string | undefined {
  if (text.length > MAX_SOURCE_LENGTH) return `must not be longer than ${MAX_SOURCE_LENGTH} characters.`;
  return /[^\x20-\x7e]/.test(text)
    ? "must contain only printable ASCII characters on one line, because it becomes part of an HTTP header."
    : undefined;
}

/** A URL that credentials can be fetched from; `null` for any other text. */
export function parseCredentialsUri(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^https?:$/.test(url.protocol) ? url : null;
}

/**
 * What is wrong with the URL of a source of credentials. An empty text names none. The text is not repeated: what stands
 * in a URL may be what lets one in.
 */
export function credentialsUriProblem(text: string): string | undefined {
  return text.trim() === "" || parseCredentialsUri(text.trim()) !== null
    ? undefined
    : "must be an http:// or https:// URL.";
}

/** What is wrong with a limit in milliseconds. */
export function millisecondsProblem(value: number): string | undefined {
  return value > 0 ? undefined : "must be at least 1 (milliseconds).";
}

/** What is wrong with a span in seconds. */
export function secondsProblem(value: number): string | undefined {
  return value >= 0 ? undefined : "must not be negative (seconds).";
}
