/**
 * Reads a text once, from left to right. Nothing is read twice: a parser made of these steps takes time in
 * proportion to the text, whatever the text is.
 */
export class Scanner {
  #at: number;

  /** @param at where to begin */
  constructor(
    readonly text: string,
    at = 0,
  ) {
    this.#at = at;
  }

  /** How many characters have been read. */
  get at(): number {
    return this.#at;
  }

  get done(): boolean {
    return this.#at >= this.text.length;
  }

  /**
   * Takes the characters that come next as far as `run` goes, none where it does not begin here.
   *
   * @param run a sticky pattern of one class of characters, repeated: with nothing behind the repetition, the engine
   *   has nothing to go back for
   */
  take(run: RegExp): string {
    run.lastIndex = this.#at;
    const [taken = ""] = run.exec(this.text) ?? [];
    this.#at += taken.length;
    return taken;
  }

  /** Takes one character if it comes next. */
  accept(character: string): boolean {
    if (this.text[this.#at] !== character) {
      return false;
    }
    this.#at += 1;
    return true;
  }
}
