import type { Clock } from "../../base/clock";

/** The longest time that `setTimeout` can measure; it fires at once for a longer one. */
const LONGEST_SLEEP_MS = 2 ** 31 - 1;

/** Rings once at the time it is set to. It leaves a timer behind only while it is set. */
export class Alarm {
  readonly #clock: Clock;
  readonly #ring: () => void;
  #at: number | null = null;
  #asleep: AbortController | null = null;

  /** @param ring is never called from within `set`. */
  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  /** When it rings, on the monotonic clock; `null` while it is off. */
  get at(): number | null {
    return this.#at;
  }

  /** Sets it to a time of `clock.monotonicMs()` in place of any other; one that has passed is now. `null` turns it off. */
  set(at: number | null): void {
    if (at === this.#at) {
      return;
    }
    this.#asleep?.abort();
    this.#asleep = null;
    this.#at = at;
    if (at === null) {
      return;
    }
    this.#asleep = new AbortController();
    void this.#run(at, this.#asleep.signal);
  }

  async #run(at: number, signal: AbortSignal): Promise<void> {
    do {
      const ms = Math.min(LONGEST_SLEEP_MS, Math.max(0, at - this.#clock.monotonicMs()));
      await this.#clock.sleep(ms, signal).catch((reason: unknown) => {
        if (!signal.aborted) {
          throw reason;
        }
      });
      if (signal.aborted) {
        return;
      }
    } while (this.#clock.monotonicMs() < at);
    this.#at = null;
    this.#asleep = null;
    this.#ring();
  }
}
