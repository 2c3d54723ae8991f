/** Shown where a secret stood. */
const CONCEALED = "***";

/** Below this length a "secret" is no secret, and hiding it would only spoil unrelated text. */
const SHORTEST_SECRET = 6;

/** Takes registered secrets out of text that leaves the process: a last line of defence behind every log call. */
export interface SecretFilter {
  /** Remembers a secret for as long as the process lives. Texts under 6 characters are ignored. */
  conceal(secret: string): void;
  /** The text with each remembered secret, plain or percent-encoded, shown as `***`. */
  filter(text: string): string;
}

/** An empty filter: it changes nothing until a secret is registered. */
export function createSecretFilter(): SecretFilter {
  let secrets: string[] = [];
  return {
    conceal(secret) {
      if (secret.length < SHORTEST_SECRET) return;
      // Longest first, or a secret that begins with another would leave its tail behind.
      secrets = [...new Set([...secrets, secret, percentEncoded(secret)])].sort(
        (a, b) => b.length - a.length,
      );
    },
    filter(text) {
      let filtered = text;
      for (const secret of secrets) filtered = filtered.replaceAll(secret, CONCEALED);
      return filtered;
    },
  };
}

function percentEncoded(text: string): string {
  // A lone surrogate makes encodeURIComponent throw; the way through UTF-8 replaces it.
  return encodeURIComponent(Buffer.from(text, "utf8").toString("utf8"));
}
