import { Token } from "cdktf";

/**
 * Whether a value means itself when the stack is synthesized. A token does not, nor does text with a template of
 * Terraform's in it, such as `${var.timeout}`: what they stand for only Terraform knows.
 */
export function isLiteral(value: unknown): boolean {
  return !Token.isUnresolved(value) && !(typeof value === "string" && /[$%]\{/.test(value));
}
