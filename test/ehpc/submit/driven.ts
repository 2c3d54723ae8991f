import type { DrivenClock } from "../../support/driven-clock";

/** Waits for a result over real sockets, and moves the clock on as soon as somebody sleeps on it. */
export async function driven<T>(result: Promise<T>, clock: DrivenClock): Promise<T> {
  let isSettled = false;
  const settle = () => {
    isSettled = true;
  };
  result.then(settle, settle);
  while (!isSettled) {
    await clock.settle();
    if (clock.sleepers > 0) {
      await clock.advance(1_000);
    }
  }
  return result;
}
