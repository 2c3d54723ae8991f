/**
 * A notation that cannot be read: a node list, an array request, an amount of memory, a duration. `message` is a
 * sentence that quotes the text, cut short.
 */
export class NotationError extends Error {
  override readonly name = "NotationError";

  /** @param reason continues the sentence that begins with the text, such as "is not a range". */
  constructor(text: string, reason: string) {
    super(`${JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}...` : text)} ${reason}.`);
  }
}
