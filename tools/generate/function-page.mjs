// The page of a function.
import { code, frontMatter, typeName } from "./page-parts.mjs";

/**
 * @param {object} options
 * @param {string} options.name type of the provider
 * @param {string} options.called name of the function
 * @param {object} options.signature the function as `terraform providers schema -json` prints it
 * @param {string} options.example a configuration that calls it
 * @returns {string} the page, in Markdown
 */
export function functionPage({ name, called, signature, example }) {
  const { summary, description, parameters, return_type } = signature;
  const names = parameters.map((each) => `${each.name} ${signatureType(each.type)}`);
  return [
    frontMatter({ title: `${called} function - ${name}`, description: summary }),
    `# function: ${called}`,
    description,
    "Functions of providers need Terraform 1.8 or OpenTofu 1.7.",
    "## Example Usage",
    code("terraform", example),
    "## Signature",
    code("text", `${called}(${names.join(", ")}) ${signatureType(return_type)}`),
    "## Arguments",
    parameters.map((each, index) => `${index + 1}. ${argument(each)}`).join("\n"),
    "## Return Type",
    `The result is of type ${typeName(return_type)}.`,
  ].join("\n\n");
}

function argument({ name, type, description }) {
  return `\`${name}\` (${typeName(type)}) ${description}`;
}

function signatureType(type) {
  return typeName(type).toLowerCase();
}
