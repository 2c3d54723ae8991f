/**
 * What is wrong with a text that is to be a cluster's ID: the rest of a sentence that begins with its name, such as "must
 * not be empty.". The service's IDs, such as `ehpc-hz-FYUr32abcd`, have no blanks; text with blanks is usually the raw
 * output of a command.
 */
export function clusterIdProblem(text: string): string | undefined {
  if (text.trim() === "") return "must not be empty.";
  return /\s/.test(text)
    ? 'must not contain spaces or line breaks; an example is "ehpc-hz-FYUr32abcd". If it comes from a file or a command, extract the ID, for example with trimspace().'
    : undefined;
}
