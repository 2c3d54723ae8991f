import { type AttributeType, refine, string } from "../plugin/schema/attribute-type";

/** Text with something in it. */
export const nonEmpty: AttributeType<string> = refine(string, (text) =>
  text.trim() === "" ? "must not be empty." : undefined,
);

/** An ID of the service. None of them has blanks; text with blanks is usually the raw output of a command. */
export function idLike(example: string): AttributeType<string> {
  return refine(nonEmpty, (text) =>
    // Blanks alone are told of as empty.
    /\s/.test(text) && text.trim() !== ""
      ? `must not contain blanks or line breaks; an ID looks like "${example}". If the text comes from a file or a command, cut the ID out of it, for instance with trimspace().`
      : undefined,
  );
}

/** One of a few words, written exactly so. */
export function oneOf<Word extends string>(...words: readonly Word[]): AttributeType<Word> {
  const quoted = words.map((word) => `"${word}"`).join(", ");
  return refine(string, (text) =>
    words.some((word) => word === text) ? undefined : `must be one of ${quoted}, not "${text.slice(0, 80)}".`,
  );
}
