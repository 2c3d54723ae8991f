import { isLiteral } from "./is-literal";

/**
 * Refuses a literal that is none of a few words, which plain JavaScript can bring. A value that only Terraform
 * knows is left to the provider.
 *
 * @param what the value, as messages name it: `JobGate "publish/trained": requires`
 * @throws Error that names the words
 */
export function checkWord(what: string, value: unknown, words: readonly string[]): void {
  if (!isLiteral(value) || words.some((word) => word === value)) {
    return;
  }
  const quoted = words.map((word) => JSON.stringify(word)).join(", ");
  throw new Error(`${what} must be one of ${quoted}, not ${JSON.stringify(value)}.`);
}
