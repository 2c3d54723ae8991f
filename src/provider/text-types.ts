import { NotationError } from "../notation/notation-error";
import { type AttributeType, refine, string } from "../plugin/schema/attribute";

/** Text that is not blank. */
export const nonEmpty: AttributeType<string> = refine(string, (text) =>
  text.trim() === "" ? "must not be empty." : undefined,
);

/** One of these words, exactly. */
export function oneOf<Word extends string>(...words: readonly Word[]): AttributeType<Word> {
  const quoted = words.map((word) => `"${word}"`).join(", ");
  const type = refine<string, Word>(string, (text) =>
    words.some((word) => word === text) ? undefined : `must be one of ${quoted}, not "${text.slice(0, 80)}".`,
  );
  return { ...type, words };
}

/**
 * Text that a parser accepts.
 *
 * @param parse throws a `NotationError` for a text that is invalid
 */
export function readableBy(parse: (text: string) => unknown): AttributeType<string> {
  return refine(string, (text) => {
    try {
      parse(text);
      return undefined;
    } catch (error) {
      if (error instanceof NotationError) {
        return `is invalid: ${error.message}`;
      }
      throw error;
    }
  });
}
