import type { EhpcErrorKind } from "../../base/errors";

/** So many looks at least have to be refused alike before a refusal is believed. */
export const LOOKS_THAT_AGREE = 3;
/** The first and the last of them are so far apart, in milliseconds: records lag some seconds behind a submission. */
export const AGREEMENT_MS = 20_000;

/** Both say that the job is not there: in turn, they agree on that. */
const ABSENT: readonly EhpcErrorKind[] = ["job-not-found", "wrong-job"];

/**
 * Whether looks agree on a refusal that one of them may get by mistake. A look that is disturbed says nothing for or
 * against it; {@link reset} is for one that contradicts it.
 */
export class Agreement {
  readonly #kinds = new Set<EhpcErrorKind>();
  #looks = 0;
  #since = 0;

  /** Takes in a refusal, and returns whether enough looks have met it now. */
  add(kind: EhpcErrorKind, now: number): boolean {
    const isAlike =
      this.#kinds.has(kind) || (ABSENT.includes(kind) && ABSENT.some((one) => this.#kinds.has(one)));
    if (!isAlike) {
      this.#kinds.clear();
      this.#looks = 0;
      this.#since = now;
    }
    this.#kinds.add(kind);
    this.#looks += 1;
    return this.#looks >= LOOKS_THAT_AGREE && now - this.#since >= AGREEMENT_MS;
  }

  /** Whether a refusal of this kind is among those that agree. */
  has(kind: EhpcErrorKind): boolean {
    return this.#kinds.has(kind);
  }

  reset(): void {
    this.#kinds.clear();
  }

  /** When the next look may complete it, on the monotonic clock; infinity while nothing was refused. */
  get dueAt(): number {
    return this.#kinds.size === 0 ? Number.POSITIVE_INFINITY : this.#since + AGREEMENT_MS;
  }
}
