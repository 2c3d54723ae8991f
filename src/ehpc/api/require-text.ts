import { EhpcError } from "../../base/errors";

/** Refuses an argument that is empty or blank, with kind `invalid-params`. */
export function requireText(parameter: string, name: string, text: string): void {
  if (text.trim() === "") {
    throw new EhpcError("invalid-params", `The ${name} is empty.`, { parameter });
  }
}
