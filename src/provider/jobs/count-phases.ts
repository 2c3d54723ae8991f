import type { ListedTask } from "../../ehpc/list/each-task";
import { classifyState, hasEnded, mayRestart, type Phase, type StateLists } from "../../notation/phase";

/** How many jobs are in each phase, and of how many the scheduler may take back the end. */
export type PhaseCounts = Record<Phase | "may_restart", number>;

/** Counts jobs by phase. A task without an entry is `unknown`, and an entry of several tasks does not say that each has ended. */
export function countPhases(
  tasks: readonly ListedTask<{ readonly state: string | null }>[],
  lists: StateLists,
): PhaseCounts {
  const counts: PhaseCounts = { pending: 0, running: 0, succeeded: 0, failed: 0, unknown: 0, may_restart: 0 };
  for (const { entry, isShared } of tasks) {
    const state = entry?.state ?? null;
    const phase = classifyState(state, lists);
    const isUnsure = isShared && hasEnded(phase);
    counts[isUnsure ? "unknown" : phase] += 1;
    counts.may_restart += !isUnsure && mayRestart(state, lists) ? 1 : 0;
  }
  return counts;
}
