import type { Json } from "./scenario";

/**
 * A time of GetJob in Unix seconds; `null` where it is none. GetJob's times have no zone; here they are taken to be UTC.
 */
export function unixSeconds(time: Json | undefined): number | null {
  const ms = typeof time === "string" ? Date.parse(`${time}Z`) : Number.NaN;
  return Number.isNaN(ms) ? null : Math.floor(ms / 1_000);
}

/** The time so many seconds later, in the same form; a text that is no time stays as it is. */
export function movedTime(time: string, seconds: number): string {
  const from = unixSeconds(time);
  return from === null ? time : new Date((from + seconds) * 1_000).toISOString().slice(0, 19);
}
