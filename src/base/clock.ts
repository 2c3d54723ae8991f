import { performance } from "node:perf_hooks";

/** The client's source of time; tests provide their own. */
export interface Clock {
  /** The time of day, for signatures. */
  now(): Date;
  /** Milliseconds since a fixed point, never set back. Time limits use this clock. */
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
