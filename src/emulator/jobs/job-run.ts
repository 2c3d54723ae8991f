import type { Json, ScenarioJob } from "../scenario/scenario";
import { type JobNow, jobAt, jobLogAt, nextChangeAt, stoppedAt, waitsAt } from "./job-life";
import { phaseOf } from "./job-phase";
import type { LogNow } from "./log-text";

/** When a life begins, on the monotonic clock. The tasks of an array share it. */
export interface Birth {
  /** `null` until the first read. */
  atMs: number | null;
}

/** How a job ends that is stopped. */
export interface Stop {
  /** Seconds until it ends. */
  readonly seconds: number;
  /** The members of `JobInfo` from then on. */
  readonly info: Readonly<Record<string, Json>>;
}

/** A job between `fromMs` and `untilMs`, when it changes. */
interface Moment {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly job: JobNow | null;
  readonly waits: boolean;
}

/** A running job. */
export class JobRun {
  readonly #jobId: string;
  #job: ScenarioJob;
  readonly #birth: Birth;
  #moment: Moment | null = null;

  constructor(jobId: string, job: ScenarioJob, birth: Birth) {
    this.#jobId = jobId;
    this.#job = job;
    this.#birth = birth;
  }

  get ids(): readonly string[] {
    return [this.#jobId];
  }

  /** The job as the scenario has it. */
  scripted(): ScenarioJob {
    return this.#job;
  }

  /** `null` while the scheduler does not know the job; the same object while the job does not change. */
  at(nowMs: number): JobNow | null {
    return this.#momentAt(nowMs).job;
  }

  /** Whether the job has not begun. */
  waitsAt(nowMs: number): boolean {
    return this.#momentAt(nowMs).waits;
  }

  recordsAt(nowMs: number): [JobNow | null] {
    return [this.at(nowMs)];
  }

  logAt(name: "stdout" | "stderr", nowMs: number): LogNow {
    return jobLogAt(this.#job, name, this.#ageAt(nowMs));
  }

  /** Whether the job is running or queued. */
  canStop(nowMs: number): boolean {
    const job = this.at(nowMs);
    return job !== null && job.response === null && ["pending", "running"].includes(phaseOf(job.info.State));
  }

  /** Ends the life of a job that {@link canStop}; its log grows no more from the end on. */
  stop(nowMs: number, { seconds, info }: Stop): void {
    const age = this.#ageAt(nowMs);
    this.#job = stoppedAt(this.#job, age, age + seconds, info);
    this.#moment = null;
  }

  /** When the job changes next after `nowMs`; infinity if it does not change again. */
  nextChangeAfter(nowMs: number): number {
    return this.#momentAt(nowMs).untilMs;
  }

  #momentAt(nowMs: number): Moment {
    const kept = this.#moment;
    if (kept !== null && nowMs >= kept.fromMs && nowMs < kept.untilMs) {
      return kept;
    }
    const age = this.#ageAt(nowMs);
    const moment = {
      fromMs: nowMs,
      untilMs: nowMs + (nextChangeAt(this.#job, age) - age) * 1_000,
      job: jobAt(this.#jobId, this.#job, age),
      waits: waitsAt(this.#job, age),
    };
    this.#moment = moment;
    return moment;
  }

  /** In seconds. A life that has not begun begins now. */
  #ageAt(nowMs: number): number {
    this.#birth.atMs ??= nowMs;
    return (nowMs - this.#birth.atMs) / 1_000;
  }
}
