import type { Json } from "../scenario/scenario";

/**
 * A time of GetJob in Unix seconds; `null` for any other text. GetJob's times have no zone; the emulator reads them as
 * UTC.
 */
export function unixSeconds(time: Json | undefined): number | null {
  const ms = typeof time === "string" ? Date.parse(`${time}Z`) : Number.NaN;
  return Number.isNaN(ms) ? null : Math.floor(ms / 1_000);
}

/** The time `seconds` later, in the same form; any other text stays unchanged. */
export function movedTime(time: string, seconds: number): string {
  const from = unixSeconds(time);
  return from === null ? time : new Date((from + seconds) * 1_000).toISOString().slice(0, 19);
}
