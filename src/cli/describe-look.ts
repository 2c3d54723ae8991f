import { plainLine } from "../base/plain-text";
import type { Look } from "../ehpc/poll/poller";
import { formatDuration } from "../notation/duration";

/**
 * A look in one line that is harmless on a terminal: state, time in it, next look.
 *
 * @param sinceMs how long ago the look was, in milliseconds
 */
export function describeLook(jobId: string, look: Look, sinceMs: number): string {
  const { state, phase, inStateMs, nextLookMs, graceLeftMs, error } = look;
  const shown = state === null ? "without a state" : plainLine(state);
  const standing =
    state === null && error !== null
      ? "not seen yet"
      : `${shown}${phase === "unknown" ? " (not a known state)" : ""} for ${formatDuration(inStateMs + sinceMs)}`;
  const grace =
    graceLeftMs === null
      ? ""
      : `, waiting ${formatDuration(Math.max(0, graceLeftMs - sinceMs))} for the scheduler to requeue it`;
  const leftMs = nextLookMs - sinceMs;
  const next = leftMs > 0 ? `next look in ${formatDuration(Math.max(1_000, leftMs))}` : "looking";
  const trouble = error === null ? "" : ` (the last look failed: ${error.message})`;
  return `Job ${jobId}: ${standing}${grace}, ${next}${trouble}`;
}
