import type { EhpcError } from "../../base/errors";
import type { Phase, StateLists } from "../../notation/phase";
import type { Requirement } from "../../notation/requirement";
import type { JobRecord } from "../job/job-record";
import type { Until } from "./verdict";

/** Which jobs of a cluster a wait is for. The set is fixed when the wait begins. */
export type JobSelection =
  | { readonly kind: "ids"; readonly jobIds: readonly string[] }
  /** All tasks of an array, also those that do not exist yet. */
  | { readonly kind: "array"; readonly arrayJobId: string }
  /** Jobs of a name that were submitted at `createdAfter` (Unix seconds) or later. */
  | {
      readonly kind: "name";
      /** Only jobs whose name contains this. @default any name */
      readonly jobName?: string;
      /** Only jobs whose name matches this, as `nameMatcher` has it. @default any name */
      readonly nameRegex?: string;
      readonly createdAfter: number;
    };

/** A wait for many jobs of one cluster. */
export interface JobsWaitRequest {
  clusterId: string;
  jobs: JobSelection;
  until: Exclude<Until, "started">;
  /** How many of the jobs have to come so far. */
  require: Requirement;
  /** Whether the wait is over as soon as the requirement cannot be met any more; else it waits for all jobs first. */
  failFast: boolean;
  /** The wait is over after this many milliseconds. */
  timeoutMs: number;
  /** Milliseconds between looks; `null` leaves them to the age of the jobs. */
  intervalMs: number | null;
  /** The caller's own reading of states. @default the built-in one alone */
  lists?: StateLists;
  /** As in `WaitRequest`. */
  requeueGraceMs?: number;
  /** Is told, once, which jobs the wait is for. What it throws ends the wait. */
  onSelected?: (jobIds: readonly string[]) => void;
  /** Is told of every round of looks. What it throws ends the wait. */
  onChange?: (change: JobsChange) => void;
}

/** How many jobs are in which phase. A job that was not seen yet, or is not to be found, is `unknown`. */
export type PhaseCounts = Readonly<Record<Phase, number>>;

/**
 * How a job of a wait has come out: it is as was waited for, it has failed, or nobody can say because the scheduler does
 * not know it or its ID has passed to another job. `null` while the wait goes on.
 */
export type JobEnd = "reached" | "failed" | "lost" | null;

/** How one of many jobs stands. */
export interface JobStanding {
  readonly jobId: string;
  /** The state last seen, in the service's words; `null` before one was seen. */
  readonly state: string | null;
  readonly phase: Phase;
  /** How long the job has been seen in this state, in milliseconds: it may have been in it longer. */
  readonly inStateMs: number;
  readonly end: JobEnd;
  /** What was told of the job last; `null` before it was seen. */
  readonly record: JobRecord | null;
  /** Why the job is lost, or why the last look at it failed; `null` where neither is so. */
  readonly error: EhpcError | null;
}

/** How many of the jobs stand how. */
export interface JobsProgress {
  readonly total: number;
  readonly counts: PhaseCounts;
  /** How many have come as far as is waited for. */
  readonly reached: number;
  /** How many have failed or are lost, so that they cannot come so far. */
  readonly failed: number;
  /** How many have to come so far. */
  readonly needed: number;
}

/** What a round of looks has shown. */
export interface JobsChange extends JobsProgress {
  /** The jobs whose state, or end, is another than before, as they are now. All of them in the first round. */
  readonly changed: readonly JobStanding[];
  /** Milliseconds until the next look at one of them. */
  readonly nextLookMs: number;
  /** Why looks of this round have failed, for the time being; `null` when none has. */
  readonly error: EhpcError | null;
}

/**
 * How a wait for many jobs came out: the requirement is met (`reached`), cannot be met any more (`failed`), or the time is
 * over (`timeout`).
 */
export interface JobsOutcome extends JobsProgress {
  readonly kind: "reached" | "failed" | "timeout";
  /** All jobs, in the order of the selection. */
  readonly jobs: readonly JobStanding[];
  readonly waitedMs: number;
}
