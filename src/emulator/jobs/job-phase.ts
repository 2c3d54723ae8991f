import { classifyState, type Phase, sameState } from "../../notation/phase";
import type { Json } from "../scenario/scenario";

/** PBS's F, C and X say that a job has ended, but not how, so they have no phase. */
type JobPhase = Phase | "ended";

/** Thousands of jobs are in a few states. */
const known = new Map<Json, JobPhase>();
const MAX_KNOWN = 1_000;

/** The phase of a job in a state, which is a member of `JobInfo`. */
export function phaseOf(state: Json = null): JobPhase {
  const phase = known.get(state) ?? read(state);
  if (known.size < MAX_KNOWN) {
    known.set(state, phase);
  }
  return phase;
}

/** Whether a job in this state has ended. */
export function isEnd(state: Json | undefined): boolean {
  return ["succeeded", "failed", "ended"].includes(phaseOf(state));
}

function read(value: Json): JobPhase {
  const state = typeof value === "string" ? value : null;
  const phase = classifyState(state);
  return phase === "unknown" && ["F", "C", "X"].some((end) => sameState(state, end)) ? "ended" : phase;
}
