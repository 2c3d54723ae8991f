import { badAnswer } from "./answer-object";

/** So many calls are remembered: an answer that comes twice comes soon. */
const REMEMBERED = 4_096;
/** As the service writes it. What others give in its place may be the same for all calls, and proves nothing. */
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * Checks that no two calls are answered with one id of a call. A copy of an answer, on a connection that is used again,
 * would pass for the next call's.
 */
export class AnsweredOnce {
  readonly #seen = new Set<string>();

  /** Takes in the id of an answer. Throws `bad-answer` where another call had it. */
  add(requestId: string | null): void {
    if (requestId === null || !UUID.test(requestId)) {
      return;
    }
    if (this.#seen.has(requestId)) {
      const message = `E-HPC returned the response to another call (request ${requestId}).`;
      throw badAnswer(message, requestId);
    }
    this.#seen.add(requestId);
    if (this.#seen.size <= REMEMBERED) {
      return;
    }
    for (const oldest of this.#seen) {
      this.#seen.delete(oldest);
      return;
    }
  }
}
