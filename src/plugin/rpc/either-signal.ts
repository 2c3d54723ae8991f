/** A signal that follows two others. */
export interface EitherSignal {
  readonly signal: AbortSignal;
  /** Lets go of both. */
  release(): void;
}

/**
 * Is aborted as soon as one of two signals is. `AbortSignal.any` does that too, but never lets go of a signal that lives
 * longer, and a session lives as long as its process.
 */
export function eitherSignal(one: AbortSignal, other: AbortSignal): EitherSignal {
  const either = new AbortController();
  const abort = () => either.abort();
  for (const signal of [one, other]) {
    signal.addEventListener("abort", abort, { once: true });
    if (signal.aborted) {
      abort();
    }
  }
  return {
    signal: either.signal,
    release() {
      for (const signal of [one, other]) {
        signal.removeEventListener("abort", abort);
      }
    },
  };
}
