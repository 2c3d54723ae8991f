/** What one reading of all pages saw. */
export interface SeenEntries {
  /** The times of submission of all entries by their keys, in Unix seconds; `null` where there is none. */
  readonly times: ReadonlyMap<string, number | null>;
  /** How many jobs there are by the first page. */
  readonly firstCount: number;
  /** How many jobs there are by the page that counts most. */
  readonly mostCounted: number;
}

/**
 * Whether a later reading shows that an earlier one saw each job that was there all the time.
 *
 * A job slips through between two pages only if others before it leave, or come and leave, meanwhile. What was seen and
 * left is not in the later reading; what was not seen and left was counted. What slips through nevertheless is in the
 * later reading, and was submitted before the latest job of the earlier one.
 */
export function stoodStill(earlier: SeenEntries, later: SeenEntries): boolean {
  if (earlier.mostCounted > later.firstCount) {
    return false;
  }
  let latest = Number.NEGATIVE_INFINITY;
  for (const [key, time] of earlier.times) {
    if (!later.times.has(key)) {
      return false;
    }
    latest = Math.max(latest, time ?? latest);
  }
  for (const [key, time] of later.times) {
    if (!earlier.times.has(key) && (time ?? Number.NEGATIVE_INFINITY) <= latest) {
      return false;
    }
  }
  return true;
}
