import type { Clock } from "../../src/base/clock";

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/**
 * A clock that stands still until a test moves it. Whoever sleeps on it is woken at exactly the time asked for, in
 * order, and everything that follows from one waking has happened before the next.
 */
export class DrivenClock implements Clock {
  readonly #startMs: number;
  readonly #sleepers = new Set<Sleeper>();
  #ms = 0;

  /** @param start the time of day at the beginning. */
  constructor(start = "2026-01-14T08:00:00Z") {
    this.#startMs = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#startMs + this.#ms);
  }

  monotonicMs(): number {
    return this.#ms;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const leave = () => {
        this.#sleepers.delete(sleeper);
        reject(signal.reason);
      };
      const sleeper = {
        at: this.#ms + Math.max(0, ms),
        wake: () => {
          this.#sleepers.delete(sleeper);
          signal.removeEventListener("abort", leave);
          resolve();
        },
      };
      this.#sleepers.add(sleeper);
      signal.addEventListener("abort", leave, { once: true });
    });
  }

  /** How many sleep at the moment; 0 when nothing was left behind. */
  get sleepers(): number {
    return this.#sleepers.size;
  }

  /** Moves the clock on by `ms` milliseconds, waking on the way all who are to be woken. */
  async advance(ms: number): Promise<void> {
    const end = this.#ms + ms;
    await this.settle();
    for (let at = this.#earliest(); at <= end; at = this.#earliest()) {
      this.#ms = Math.max(this.#ms, at);
      for (const sleeper of [...this.#sleepers]) {
        if (sleeper.at <= at) {
          sleeper.wake();
        }
      }
      await this.settle();
    }
    this.#ms = end;
  }

  /** Stops the process for `ms` milliseconds: who sleeps is woken too late, when the clock is moved on. */
  stop(ms: number): void {
    this.#ms += ms;
  }

  /** Lets everything happen that needs no time. */
  async settle(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
  }

  #earliest(): number {
    let earliest = Number.POSITIVE_INFINITY;
    for (const { at } of this.#sleepers) {
      if (at < earliest) {
        earliest = at;
      }
    }
    return earliest;
  }
}
