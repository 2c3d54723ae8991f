import { secretForms } from "./secret-forms";

/** Replaces a secret. */
const CONCEALED = "***";

/** A shorter text is not a secret; hiding it would only damage unrelated text. */
const SHORTEST_SECRET = 6;

/** Removes registered secrets from text that leaves the process: a last line of defence for every log call. */
export interface SecretFilter {
  /** Registers a secret for the lifetime of the process. Texts under 6 characters are ignored. */
  conceal(secret: string): void;
  /** The text with each registered secret, in any of its {@link secretForms}, replaced by `***`. */
  filter(text: string): string;
}

/** An empty filter: it changes nothing until a secret is registered. */
export function createSecretFilter(): SecretFilter {
  let secrets: string[] = [];
  return {
    conceal(secret) {
      if (secret.length < SHORTEST_SECRET) {
        return;
      }
      // Longest first: a secret that starts with another would leave its tail.
      secrets = [...new Set([...secrets, ...secretForms(secret)])].sort((a, b) => b.length - a.length);
    },
    filter(text) {
      let filtered = text;
      for (const secret of secrets) {
        filtered = filtered.replaceAll(secret, CONCEALED);
      }
      return filtered;
    },
  };
}
