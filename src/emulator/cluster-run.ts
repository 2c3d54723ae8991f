import type { JobNow } from "./job-life";
import { jobAt, jobLogAt, nextChangeAt } from "./job-life";
import { jobsOfSeries } from "./job-series";
import type { LogNow } from "./log-text";
import type { ScenarioCluster, ScenarioJob } from "./scenario";

/** A job under way; its life has not begun while `bornMs` is `null`. */
interface JobRun {
  readonly job: ScenarioJob;
  bornMs: number | null;
}

/** All jobs as they stand from `fromMs` until `untilMs`, when the next of them changes. */
interface Snapshot {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly jobs: readonly JobNow[];
}

/** A cluster under way: its jobs, and when the life of each began. Times are of the monotonic clock. */
export class ClusterRun {
  readonly #jobs = new Map<string, JobRun>();
  #snapshot: Snapshot | null = null;

  /** @param bornMs when lives begin; `null` leaves it to the first time that a job is read */
  constructor(
    readonly scenario: ScenarioCluster,
    bornMs: number | null,
  ) {
    for (const series of scenario.series ?? []) {
      for (const [jobId, job] of jobsOfSeries(series)) this.setJob(jobId, job, bornMs);
    }
    for (const [jobId, job] of Object.entries(scenario.jobs ?? {})) this.setJob(jobId, job, bornMs);
  }

  /** Adds a job at the end of the list, or replaces one where it stands. */
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
   * All jobs that the scheduler knows. The list is the same object for as long as no job changes, so that a list of
   * thousands is made once, and not for each of its pages.
   */
  jobsNow(nowMs: number): readonly JobNow[] {
    const kept = this.#snapshot;
    if (kept !== null && nowMs >= kept.fromMs && nowMs < kept.untilMs) return kept.jobs;
    const jobs: JobNow[] = [];
    let untilMs = Number.POSITIVE_INFINITY;
    for (const [jobId, run] of this.#jobs) {
      const age = ageOf(run, nowMs);
      const job = jobAt(jobId, run.job, age);
      if (job !== null) jobs.push(job);
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
