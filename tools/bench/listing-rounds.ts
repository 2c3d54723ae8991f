import type { RecordedCall } from "../../src/emulator/emulator";

/**
 * Between the calls of two poll rounds there is a rest of one second at least: a round begins two seconds after the one
 * before, and rests as long as it took. Less than that, as the calls arrive later than they begin.
 */
const REST_MS = 900;

/**
 * Groups calls into poll rounds: by the rests between them, and by the first page of a list behind another page. On a busy
 * machine calls come late, and the rest before them looks shorter than it was.
 */
export function listingRounds(calls: readonly RecordedCall[]): RecordedCall[][] {
  const rounds: RecordedCall[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  let page: number | null = null;
  for (const call of calls) {
    const beginsList = call.pageNumber === 1 && page !== null && page > 1;
    if (beginsList || call.at.getTime() - last >= REST_MS) {
      rounds.push([]);
    }
    rounds.at(-1)?.push(call);
    last = call.at.getTime();
    page = call.pageNumber ?? page;
  }
  return rounds;
}
