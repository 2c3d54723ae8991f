/** Names that people write in a `wait` by mistake, and what to write instead. */
type Advice = Readonly<Record<string, string>>;

/**
 * Refuses a `wait` that is no object or has unknown properties: plain JavaScript can bring either, and Terraform
 * would wait in another way than was meant, or not at all. Undefined properties count as left out.
 *
 * @param owner the construct that waits, as messages name it: `JobLookup "train"`
 * @param names the properties that it may have
 * @throws Error that names the property, and where there is one the right one
 */
export function checkWait(owner: string, wait: unknown, names: readonly string[], advice: Advice = {}): void {
  const known = `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  if (typeof wait !== "object" || wait === null || Array.isArray(wait)) {
    throw new Error(
      `${owner}: wait must be an object with ${known} as its properties, not ${JSON.stringify(wait)}.`,
    );
  }
  for (const [name, value] of Object.entries(wait)) {
    if (value !== undefined && !names.includes(name)) {
      const instead = Object.hasOwn(advice, name) ? advice[name] : `Its properties are ${known}.`;
      throw new Error(`${owner}: wait.${name} does not exist. ${instead}`);
    }
  }
}
