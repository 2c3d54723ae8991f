import { Lazy, Token } from "cdktf";
import { isLiteral } from "../is-literal";

// As they stand between quotes in Terraform's language: a backslash is written twice.
const SPECIAL_CHARACTER = String.raw`/[\\\\^$.*+?()[\\]{}|\\/]/`;
const ESCAPED = String.raw`\\$0`;

/**
 * A regular expression that matches a name and nothing else, for the argument `name_regex`. For a name that only
 * Terraform knows, it is an expression by which Terraform makes it.
 */
export function exactName(name: string): string {
  // Inside of an expression cdktf would write a token without its braces: it is resolved by itself first.
  return Token.isUnresolved(name)
    ? Lazy.stringValue({ produce: (context) => expressionFor(context.resolve(name)) })
    : expressionFor(name);
}

function expressionFor(name: string): string {
  return isLiteral(name)
    ? withBackslashes(`^${name.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")}$`)
    : `^\${replace("${name}", "${SPECIAL_CHARACTER}", "${ESCAPED}")}$`;
}

/**
 * Text that means the same in `cdktf synth` and in `cdktf synth --hcl`, where cdktf 0.21 does not escape the
 * backslashes of text, but leaves an expression as it is.
 */
export function withBackslashes(text: string): string {
  return text.includes("\\") ? `\${${JSON.stringify(text)}}` : text;
}
