import { type JobNow, jobAt, jobLogAt, nextChangeAt } from "./job-life";
import type { LogNow } from "./log-text";
import type { ScenarioJob } from "./scenario";

/** When a life begins, on the monotonic clock. The tasks of an array share it. */
export interface Birth {
  /** `null` until the first read. */
  atMs: number | null;
}

/** A running job. */
export class JobRun {
  readonly #jobId: string;
  readonly #birth: Birth;

  constructor(
    jobId: string,
    readonly job: ScenarioJob,
    birth: Birth,
  ) {
    this.#jobId = jobId;
    this.#birth = birth;
  }

  /** In seconds. A life that has not begun begins now. */
  ageAt(nowMs: number): number {
    this.#birth.atMs ??= nowMs;
    return (nowMs - this.#birth.atMs) / 1_000;
  }

  /** `null` while the scheduler does not know the job. */
  at(nowMs: number): JobNow | null {
    return jobAt(this.#jobId, this.job, this.ageAt(nowMs));
  }

  /** The records of the job in a list: one at most. */
  recordsAt(nowMs: number): JobNow[] {
    const job = this.at(nowMs);
    return job === null ? [] : [job];
  }

  logAt(name: "stdout" | "stderr", nowMs: number): LogNow {
    return jobLogAt(this.job, name, this.ageAt(nowMs));
  }

  /** When the job changes next after `nowMs`; infinity if it does not change again. */
  nextChangeAfter(nowMs: number): number {
    const age = this.ageAt(nowMs);
    return nowMs + (nextChangeAt(this.job, age) - age) * 1_000;
  }
}
