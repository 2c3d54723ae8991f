import { plainLine } from "../../base/plain-text";
import type { Look } from "../../ehpc/poll/poller";
import { formatDuration } from "../../notation/duration";
import { isKnownTime } from "../../notation/known-time";

/**
 * Describes a look in one line that is safe on a terminal: the state, its age, the job's own start, and the next read.
 *
 * @param sinceMs age of the look in milliseconds
 * @param startTime when the job says that it started; `null` where it does not
 */
export function describeLook(jobId: string, look: Look, sinceMs: number, startTime: string | null): string {
  const { state, phase, inStateMs, nextLookMs, graceLeftMs, error } = look;
  const shown = state === null ? "no state" : plainLine(state);
  const standing =
    state === null && error !== null
      ? "not seen yet"
      : `${shown}${phase === "unknown" ? " (unknown state)" : ""} for ${formatDuration(inStateMs + sinceMs)}`;
  const start = phase === "running" && isKnownTime(startTime) ? ` (started ${plainLine(startTime)})` : "";
  const grace =
    graceLeftMs === null
      ? ""
      : `, waiting ${formatDuration(Math.max(0, graceLeftMs - sinceMs))} for the scheduler to requeue it`;
  const leftMs = nextLookMs - sinceMs;
  const next = leftMs > 0 ? `next read in ${formatDuration(Math.max(1_000, leftMs))}` : "reading";
  const trouble = error === null ? "" : ` (the last read failed: ${error.message})`;
  return `Job ${jobId}: ${standing}${start}${grace}, ${next}${trouble}`;
}
