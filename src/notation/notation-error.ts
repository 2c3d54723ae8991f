/**
 * A notation that cannot be read: a node list, an array request, an amount of memory, a duration. `message` is a
 * sentence that quotes the text, cut short.
 */
export class NotationError extends Error {
  override readonly name: string = "NotationError";

  /** @param reason continues the sentence that begins with the text, such as "is not a range". */
  constructor(text: string, reason: string) {
    super(`${JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}...` : text)} ${reason}.`);
  }
}

/** A list of which only the beginning is there: a scheduler wrote it into a field that was too narrow for it. */
export class CutListError extends NotationError {
  override readonly name = "CutListError";

  constructor(text: string) {
    super(text, "is truncated; a part of a list must not pass for the whole");
  }
}
