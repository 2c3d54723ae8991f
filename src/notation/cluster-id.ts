/**
 * The problem of a cluster ID, or `undefined`: the rest of a sentence that begins with the name of the argument, such as
 * "must not be empty.". The service's IDs, such as `ehpc-hz-FYUr32abcd`, have no spaces; a text with spaces is usually
 * the raw output of a command.
 */
export function clusterIdProblem(text: string): string | undefined {
  if (text.trim() === "") {
    return "must not be empty.";
  }
  return /\s/.test(text)
    ? 'must not contain spaces or line breaks; an example is "ehpc-hz-FYUr32abcd". If it comes from a file or a command, extract the ID, for example with trimspace().'
    : undefined;
}
