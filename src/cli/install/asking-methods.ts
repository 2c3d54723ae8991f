/** A method of a `provider_installation` block that asks a server: `direct` asks the provider's own host. */
export type AskingMethod = "direct" | "network_mirror" | "oci_mirror";

/** A method's name, as HCL and JSON write it before its content. */
const METHOD = /"?\b(direct|network_mirror|oci_mirror)"?\s*[:=]?\s*\[?\s*(?=\{)/g;

/** A quoted text, or a brace. */
const STRING_OR_BRACE = /"(?:[^"\\\n]|\\.)*"|[{}]/g;

/**
 * The methods that Terraform asks for a provider of `host`, each once. It asks all whose `include` and `exclude` let it,
 * and fails if one of them cannot say whether it has the provider
 * (developer.hashicorp.com/terraform/cli/config/config-file).
 *
 * @param text a CLI configuration without comments
 */
export function askingMethods(text: string, host: string): AskingMethod[] {
  const asked = [...text.matchAll(METHOD)].filter(({ 0: found, index }) => {
    const content = inBraces(text.slice(index + found.length));
    const included = patternsOf("include", content);
    const excluded = patternsOf("exclude", content) ?? [];
    return (
      (included ?? ["*/*/*"]).some((each) => meets(each, host)) && !excluded.some((each) => meets(each, host))
    );
  });
  return [...new Set(asked.map(([, method]) => method as AskingMethod))];
}

/** The text between the brace that it begins with and the one that closes it. */
function inBraces(text: string): string {
  let depth = 0;
  for (const { 0: found, index } of text.matchAll(STRING_OR_BRACE)) {
    depth += found === "{" ? 1 : found === "}" ? -1 : 0;
    if (depth === 0) {
      return text.slice(1, index);
    }
  }
  return text.slice(1);
}

/** The patterns of an argument; `null` where it is absent. */
function patternsOf(argument: "include" | "exclude", content: string): string[] | null {
  const list = new RegExp(`\\b${argument}"?\\s*[:=]\\s*\\[([^\\]]*)\\]`).exec(content)?.[1];
  return list === undefined ? null : [...list.matchAll(/"([^"]*)"/g)].map(([, pattern = ""]) => pattern);
}

/** Whether a pattern of three parts means all providers of a host. One of two parts means the public registry. */
function meets(pattern: string, host: string): boolean {
  const [first, ...others] = pattern.split("/");
  return others.length === 2 && (first === host || first === "*");
}
