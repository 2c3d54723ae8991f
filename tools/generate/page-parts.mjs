// What all pages of the documentation have in common.

/** The head of a page, as the Terraform registry reads it. The index page may have no `subcategory`; no page needs one. */
export function frontMatter({ title, description }) {
  return `---\npage_title: ${JSON.stringify(title)}\ndescription: |-\n  ${description}\n---`;
}

/** A block of code. */
export function code(language, text) {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

/** A type in the words that the pages of Terraform providers use; JSON form of the type: `["list", "string"]`. */
export function typeName(type) {
  if (Array.isArray(type) && type[0] === "object") {
    return "Object";
  }
  const [collection, element] = Array.isArray(type) ? type : [];
  const known = collection === undefined ? SIMPLE_TYPES[type] : COLLECTIONS[collection];
  if (known === undefined) {
    throw new Error(`No name for the type ${JSON.stringify(type)}.`);
  }
  return collection === undefined ? known : `${known} of ${typeName(element)}`;
}

const SIMPLE_TYPES = { string: "String", number: "Number", bool: "Boolean", dynamic: "Dynamic" };
const COLLECTIONS = { list: "List", set: "Set", map: "Map" };
