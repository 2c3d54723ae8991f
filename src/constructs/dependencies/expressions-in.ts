/** What ends or begins a text or an expression; `$${` and a quote after a backslash are text. */
const TOKEN = /\\["\\]|\$\$\{|%%\{|[$%]\{|./gsu;

/**
 * What of a template Terraform evaluates: all that stands in `${}` and `%{}`, without the texts in there. A name in a text
 * refers to nothing. A template that is not understood is given back whole.
 */
export function expressionsIn(template: string): string {
  if (!/[$%]\{/.test(template)) {
    return "";
  }
  let found = "";
  const inside: ("text" | "template" | "braces")[] = ["text"];
  for (const token of template.match(TOKEN) ?? []) {
    const isText = inside.at(-1) === "text";
    if (isText && /^[$%]\{$/.test(token)) {
      inside.push("template");
      found += " ";
    } else if (isText && token === '"' && inside.length > 1) {
      inside.pop();
    } else if (!isText && token === '"') {
      inside.push("text");
      found += '""';
    } else if (!isText && token.endsWith("{")) {
      inside.push("braces");
      found += token;
    } else if (!isText && token === "}") {
      const closed = inside.pop();
      found += closed === "template" ? "" : token;
    } else if (!isText) {
      found += token;
    }
  }
  return inside.length === 1 ? found : template;
}
