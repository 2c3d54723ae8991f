import { setTimeout as sleep } from "node:timers/promises";

const TURN_MS = 250;

/**
 * Resolves when this process has had so many milliseconds to do something, or with `signal`. What a busy machine gives to
 * others does not count: it passes as one turn of a quarter of a second, and so nothing seems to hang that only waits for
 * the processor.
 */
export async function ownTime(ms: number, signal: AbortSignal): Promise<void> {
  for (let passed = 0; passed < ms && !signal.aborted; passed += TURN_MS) {
    await sleep(Math.min(TURN_MS, ms - passed), null, { signal }).catch(() => null);
  }
}
