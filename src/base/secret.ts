import { inspect } from "node:util";
import { secretForms } from "./secret-forms";

const MASK = "***";

/**
 * A text that must not be shown, such as an access key secret or an STS token.
 *
 * It prints as `***` in string conversion, template strings, JSON, `util.inspect`, enumeration and structured clones.
 * Only {@link Secret.reveal} returns the text.
 */
export class Secret {
  readonly #value: string;
  #forms: readonly string[] | undefined;

  constructor(value: string) {
    this.#value = value;
  }

  /** The text. Call it where the text is used, and do not store the result. */
  reveal(): string {
    return this.#value;
  }

  /** The text with `***` in place of the secret, in whichever of its forms (see {@link secretForms}) it stands there. */
  concealIn(text: string): string {
    this.#forms ??= secretForms(this.#value);
    let concealed = text;
    for (const form of this.#forms) {
      concealed = concealed.replaceAll(form, MASK);
    }
    return concealed;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [Symbol.toPrimitive](): string {
    return MASK;
  }

  [inspect.custom](): string {
    return MASK;
  }
}
