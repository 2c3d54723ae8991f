import { classifyState, hasEnded as isFinal, sameState } from "../notation/phase";
import type { JobNow } from "./job-life";

/** Whether the job has ended. PBS's F, C and X say that it has, but not how, so they have no phase. */
export function hasEnded({ info }: JobNow): boolean {
  const state = typeof info.State === "string" ? info.State : null;
  return isFinal(classifyState(state)) || ["F", "C", "X"].some((end) => sameState(state, end));
}
