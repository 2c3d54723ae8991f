import { performance } from "node:perf_hooks";

/** Where the client takes time from; tests bring their own. */
export interface Clock {
  /** The time of day, which a signature carries. */
  now(): Date;
  /** Milliseconds from any fixed point, never set back. Budgets are counted on this. */
  monotonicMs(): number;
  /**
   * Resolves after `ms` milliseconds. Rejects at once with the signal's reason when `signal` is aborted, and leaves
   * no timer behind.
   */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** The computer's own clock. */
export const systemClock: Readonly<Clock> = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const onAbort = () => {
        clearTimeout(timer);
        reject(signal.reason);
      };
      const timer = setTimeout(() => {
        signal.removeEventListener("abort", onAbort);
        resolve();
      }, ms);
      signal.addEventListener("abort", onAbort, { once: true });
    }),
};
