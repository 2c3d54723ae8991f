import { type JobNow, jobAt, jobLogAt, nextChangeAt, waitsAt } from "./job-life";
import type { LogNow } from "./log-text";
import type { ScenarioJob } from "./scenario";

/** When a life begins, on the monotonic clock. The tasks of an array share it. */
export interface Birth {
  /** `null` until the first read. */
  atMs: number | null;
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
  readonly #job: ScenarioJob;
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
