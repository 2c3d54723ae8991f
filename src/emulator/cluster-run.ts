import type { JobNow } from "./job-life";
import { jobAt, jobLogAt, nextChangeAt } from "./job-life";
import { jobsOfSeries } from "./job-series";
import type { LogNow } from "./log-text";
import type { ScenarioCluster, ScenarioJob } from "./scenario";

/** A running job; its life has not begun while `bornMs` is `null`. */
interface JobRun {
  readonly job: ScenarioJob;
  bornMs: number | null;
}

/** All jobs between `fromMs` and `untilMs`, the time of the next change. */
interface Snapshot {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly jobs: readonly JobNow[];
}

/** A running cluster: its jobs, and when the life of each began. Times are on the monotonic clock. */
export class ClusterRun {
  readonly #jobs = new Map<string, JobRun>();
  #snapshot: Snapshot | null = null;

  /** @param bornMs when lives begin; `null` means at the first read of each job */
  constructor(
    readonly scenario: ScenarioCluster,
    bornMs: number | null,
  ) {
    for (const series of scenario.series ?? []) {
      for (const [jobId, job] of jobsOfSeries(series)) {
        this.setJob(jobId, job, bornMs);
      }
    }
    for (const [jobId, job] of Object.entries(scenario.jobs ?? {})) {
      this.setJob(jobId, job, bornMs);
    }
  }

  /** Adds a job at the end of the list, or replaces the job with the same ID. */
  setJob(jobId: string, job: ScenarioJob, bornMs: number | null): void {
    this.#jobs.set(jobId, { job, bornMs });
    this.#snapshot = null;
  }

  removeJob(jobId: string): void {
    this.#jobs.delete(jobId);
    this.#snapshot = null;
  }

  /** The job as the scenario has it. */
  scripted(jobId: string): ScenarioJob | undefined {
    return this.#jobs.get(jobId)?.job;
  }

  /** `null` for a job that the scheduler does not know. */
  jobNow(jobId: string, nowMs: number): JobNow | null {
    const run = this.#jobs.get(jobId);
    return run === undefined ? null : jobAt(jobId, run.job, ageOf(run, nowMs));
  }

  /** The log of a job that is known. */
  log(jobId: string, name: "stdout" | "stderr", nowMs: number): LogNow {
    const run = this.#jobs.get(jobId) ?? { job: {}, bornMs: nowMs };
    return jobLogAt(run.job, name, ageOf(run, nowMs));
  }

  /**
   * All jobs that the scheduler knows. The list is the same object while no job changes: a list of thousands is made
   * once, not once per page.
   */
  jobsNow(nowMs: number): readonly JobNow[] {
    const kept = this.#snapshot;
    if (kept !== null && nowMs >= kept.fromMs && nowMs < kept.untilMs) {
      return kept.jobs;
    }
    const jobs: JobNow[] = [];
    let untilMs = Number.POSITIVE_INFINITY;
    for (const [jobId, run] of this.#jobs) {
      const age = ageOf(run, nowMs);
      const job = jobAt(jobId, run.job, age);
      if (job !== null) {
        jobs.push(job);
      }
      untilMs = Math.min(untilMs, nowMs + (nextChangeAt(run.job, age) - age) * 1_000);
    }
    this.#snapshot = { fromMs: nowMs, untilMs, jobs };
    return jobs;
  }
}

/** In seconds. A life that has not begun begins now. */
function ageOf(run: JobRun, nowMs: number): number {
  run.bornMs ??= nowMs;
  return (nowMs - run.bornMs) / 1_000;
}
