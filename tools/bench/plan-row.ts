import type { Usage } from "./process-usage";
import type { SubjectId } from "./subjects";

/** What the plans of a row have in common. */
export interface Setting {
  /** How late the API answers, in milliseconds. */
  readonly latencyMs: number;
  /** Terraform's -parallelism. */
  readonly parallelism: number;
  readonly lookups: number;
}

/** One plan. */
export interface PlanRun {
  /** NaN where the plan failed. */
  readonly milliseconds: number;
  /** Null where nobody watched. */
  readonly usage: Usage | null;
  /** Processor time of the local API, in milliseconds. */
  readonly apiCpuMs: number;
  /** What was wrong with it; `null` where it has read each job once. */
  readonly complaint: string | null;
}

/** The plans of all subjects in one setting; the n-th runs of each are neighbours in time. */
export interface PlanRow extends Setting {
  readonly runs: Readonly<Partial<Record<SubjectId, readonly PlanRun[]>>>;
}
