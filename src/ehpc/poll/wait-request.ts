import type { EhpcError } from "../../base/errors";
import type { Phase, StateLists } from "../../notation/phase";
import type { JobAnswer } from "../api/client";
import type { Until } from "./verdict";

/** What a wait is for, apart from its job: many waits may share it. */
export interface WaitGoal {
  until: Until;
  /** The wait is over after this many milliseconds, to the millisecond. */
  timeoutMs: number;
  /** Milliseconds between looks; `null` leaves them to the job's age, see `pauseMs`. */
  intervalMs: number | null;
  /** The caller's own reading of states. @default the built-in one alone */
  lists?: StateLists;
  /**
   * For so many milliseconds a job has to stay in a state that the scheduler may take back, such as PREEMPTED, before
   * that is its end; 0 takes it for the end at once.
   *
   * @default DEFAULT_REQUEUE_GRACE
   */
  requeueGraceMs?: number;
  /**
   * Whether a list of ended jobs is enough to end the wait, where nothing speaks against it.
   *
   * @default GetJob has the last word
   */
  evidence?: "list";
  /** Whose job it is, as was told before; a list that says otherwise ends nothing. @default not known */
  user?: string | null;
}

/** The job that a wait is for. */
export interface WaitedJob {
  jobId: string;
  /** The array of which the job is a task, which may not exist yet. @default none */
  taskOf?: string;
  /** When the job was submitted, in Unix seconds, as was told before. @default not known */
  submitTime?: number | null;
}

/** A wait for one job. */
export interface WaitRequest extends WaitGoal, WaitedJob {
  clusterId: string;
  /** Is told of every look that does not end the wait. What it throws ends the wait. */
  onLook?: (look: Look) => void;
}

/** What is known of a job after a look at it. */
export interface Look {
  /** The state last seen, in the service's words; `null` before one was seen. */
  state: string | null;
  phase: Phase;
  /** How long the job has been seen in this state, in milliseconds: it may have been in it longer. */
  inStateMs: number;
  /** Milliseconds until the next look. */
  nextLookMs: number;
  /** The milliseconds in which the scheduler may put the job back into the queue; `null` in any other state. */
  graceLeftMs: number | null;
  /** Why this look failed, for the time being; `null` when it did not. */
  error: EhpcError | null;
}

/** How a job stands, for one who waits for it. */
export type Standing = Pick<Look, "state" | "phase" | "inStateMs" | "graceLeftMs">;

/** How a wait came out. */
export type WaitOutcome =
  /** What was waited for is so, by GetJob's own word, or by that of a list where this is enough. */
  | { kind: "reached"; answer: JobAnswer; phase: Phase }
  /** The job has failed, so that what was waited for cannot come. */
  | {
      kind: "failed";
      answer: JobAnswer;
      phase: "failed";
      /** The grace that has passed, in milliseconds, where the scheduler might have taken the state back. */
      graceMs: number | null;
    }
  | ({
      kind: "timeout";
      /** GetJob's last answer. It may be older than `state`, or `null`, where ListJobs told the state. */
      last: JobAnswer | null;
      waitedMs: number;
      /** Why the last look failed; `null` when it did not. */
      lastError: EhpcError | null;
    } & Standing);
