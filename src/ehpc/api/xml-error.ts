import type { JsonObject } from "../../base/json";

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

/**
 * The members of an error that a gateway wrote in XML although JSON was asked for:
 * `<Error><RequestId>..</RequestId><Code>..</Code><Message>..</Message></Error>`. `null` for any other XML.
 */
export function readXmlError(text: string): JsonObject | null {
  if (!/^(?:<\?xml[^>]*>\s*)?<Error\b/.test(text)) {
    return null;
  }
  const members = new Map<string, string>();
  for (const name of ["Code", "Message", "RequestId"]) {
    const start = text.indexOf(`<${name}>`);
    const end = text.indexOf(`</${name}>`);
    if (start !== -1 && end > start) {
      members.set(name, unescapeXml(text.slice(start + name.length + 2, end)));
    }
  }
  return members.has("Code") ? members : null;
}

function unescapeXml(text: string): string {
  const inner = /^\s*<!\[CDATA\[(.*)\]\]>\s*$/s.exec(text)?.[1];
  return (
    inner ?? text.replace(/&(lt|gt|quot|apos|amp);/g, (entity, name: string) => ENTITIES[name] ?? entity)
  );
}
