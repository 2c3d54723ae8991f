import type { RecordedCall } from "../../src/emulator/emulator";

/**
 * Between the calls of two poll rounds there is a rest of one second at least: a round begins two seconds after the one
 * before, and rests as long as it took. Less than that, as the calls arrive later than they begin.
 */
const REST_MS = 900;

/** Groups calls into poll rounds, by the rests between them. */
export function listingRounds(calls: readonly RecordedCall[]): RecordedCall[][] {
  const rounds: RecordedCall[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const call of calls) {
    if (call.at.getTime() - last >= REST_MS) {
      rounds.push([]);
    }
    rounds.at(-1)?.push(call);
    last = call.at.getTime();
  }
  return rounds;
}
