// What the provider's schema says and the generator of bindings leaves out: the words that an argument may be, and the
// descriptions of results.

/**
 * The names that the generator gives the provider, its data sources and resources, and the objects in them.
 *
 * @param {object} provider the provider, as its author wrote it
 * @returns {Map<string, { attributes: object, config: string, outputs: string }>} by name: the attributes, and the names of
 * the interface with the arguments and of the class with the results
 */
export function structuresOf(provider) {
  const structures = new Map();
  const add = (name, attributes, { config = name, outputs = `${name}OutputReference` } = {}) => {
    structures.set(name, { attributes, config, outputs });
    for (const [each, { type }] of Object.entries(attributes)) {
      const inner = type.attributes ?? type.element?.attributes;
      if (inner !== undefined) {
        add(`${name}${pascalCase(each)}`, inner);
      }
    }
  };
  const addTop = (name, attributes) => add(name, attributes, { config: `${name}Config`, outputs: name });
  addTop("EhpcProvider", provider.attributes);
  for (const [type, { attributes }] of Object.entries(provider.dataSources)) {
    addTop(`Data${pascalCase(type)}`, attributes);
  }
  for (const [type, { attributes }] of Object.entries(provider.ephemeralResources ?? {})) {
    addTop(`Ephemeral${pascalCase(type)}`, attributes);
  }
  for (const [type, { attributes }] of Object.entries(provider.resources)) {
    addTop(pascalCase(type.slice(type.indexOf("_") + 1)), attributes);
  }
  return structures;
}

/** Makes unions of the arguments that are one of a few words. */
export function withWords(source, structures) {
  const byConfig = new Map([...structures.values()].map((each) => [each.config, each]));
  return source.replace(/^export interface (\w+) [\s\S]*?^\}$/gm, (text, name) =>
    Object.entries(byConfig.get(name)?.attributes ?? {}).reduce((whole, [attribute, { type, mode }]) => {
      if (type.words === undefined || mode === "computed") {
        return whole;
      }
      const property = new RegExp(`^(  readonly ${camelCase(attribute)}\\??): string;$`, "m");
      if (!property.test(whole)) {
        throw new Error(`The generator writes ${name}.${attribute} in a form that is not known here.`);
      }
      return whole.replace(property, `$1: ${type.words.map((word) => JSON.stringify(word)).join(" | ")};`);
    }, text),
  );
}

/** Puts the description of each result before its getter. */
export function withResultDescriptions(source, structures) {
  const byClass = new Map([...structures.values()].map((each) => [each.outputs, each]));
  return source.replace(/^export class (\w+) [\s\S]*?^\}$/gm, (text, name) =>
    text.replace(
      /^( {2}\/\/ (\w+) - computed: true, .*\n(?: {2}private .*\n)?)( {2}public get )/gm,
      (_, before, attribute, getter) => {
        const description = byClass.get(name)?.attributes[attribute]?.description;
        if (description === undefined) {
          throw new Error(`The schema has no ${attribute} for the class ${name} that the generator writes.`);
        }
        return `${before}  /** ${description.replaceAll("*/", "*\\/")} */\n${getter}`;
      },
    ),
  );
}

function pascalCase(name) {
  return name.replace(/(?:^|_)(\w)/g, (_, letter) => letter.toUpperCase());
}

function camelCase(name) {
  return name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
}
