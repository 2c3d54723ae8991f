/** A URL that credentials can be fetched from; `null` for any other text. */
export function parseCredentialsUri(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^https?:$/.test(url.protocol) ? url : null;
}
