// The page on errors, from the catalogue of titles.

/**
 * @param {object} options
 * @param {readonly object[]} options.sections `ERROR_CATALOGUE` of src/provider/error-catalogue.ts
 * @param {object} options.terraformsOwn `TERRAFORMS_OWN` of the same file
 * @returns {string} the page, in Markdown
 */
export function errorsPage({ sections, terraformsOwn }) {
  return [
    `---\npage_title: "Errors"\ndescription: |-\n  Every title of the provider's errors and warnings, with its cause and its cure.\n---`,
    "# Errors",
    "Terraform prints the title of a message behind `Error:` or `Warning:`. This page has every title of this provider. The message below a title is more exact: it names the job, the argument, and the service's code and request ID.",
    'Errors of the constructs at synthesis have no title: they name the construct, such as `JobGate "publish/trained"`, and say what would be right. The exit codes of the command are in [its guide](command.md). Gates without `wait` fail with [a title of Terraform\'s own](#terraforms-own-messages).',
    ...[...sections, terraformsOwn].flatMap(({ heading, entries }) => [
      `## ${heading}`,
      ...entries.map(({ title, cause, cure }) => `### ${title}\n\n${cause}\n\n**Cure:** ${cure}`),
    ]),
  ].join("\n\n");
}
