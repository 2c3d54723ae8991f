import { ArrayRun } from "./array-run";
import type { JobNow } from "./job-life";
import { type Birth, JobRun } from "./job-run";
import { jobsOfSeries } from "./job-series";
import { type LogNow, logAt } from "./log-text";
import type { ScenarioCluster, ScenarioJob } from "./scenario";
import { isArray } from "./tasks-of-array";

/** All jobs between `fromMs` and `untilMs`, the time of the next change. */
interface Snapshot {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly jobs: readonly JobNow[];
}

/** A running cluster: its jobs, and when the life of each began. Times are on the monotonic clock. */
export class ClusterRun {
  readonly #jobs = new Map<string, JobRun | ArrayRun>();
  /** The arrays by the IDs of their tasks. */
  readonly #arrays = new Map<string, ArrayRun>();
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
    const jobs = Object.entries(scenario.jobs ?? {});
    for (const [jobId, job] of jobs) {
      this.setJob(jobId, job, bornMs);
    }
    // A task may stand before its array.
    for (const [jobId, job] of jobs.filter(([id]) => this.#arrays.has(id))) {
      this.setJob(jobId, job, bornMs);
    }
  }

  /** Adds a job at the end of the list, or replaces the job, or the task of an array, with the same ID. */
  setJob(jobId: string, job: ScenarioJob, bornMs: number | null): void {
    this.#snapshot = null;
    const birth: Birth = { atMs: bornMs };
    const array = this.#arrays.get(jobId);
    if (array !== undefined && !isArray(job)) {
      array.setTask(jobId, job, birth);
      return;
    }
    this.#forgetTasksOf(jobId);
    if (!isArray(job)) {
      this.#jobs.set(jobId, new JobRun(jobId, job, birth));
      return;
    }
    const added = new ArrayRun(jobId, job, birth);
    for (const id of [jobId, ...added.taskIds]) {
      this.#forgetTask(id);
    }
    for (const taskId of added.taskIds) {
      this.#jobs.delete(taskId);
      this.#arrays.set(taskId, added);
    }
    this.#jobs.set(jobId, added);
  }

  removeJob(jobId: string): void {
    this.#snapshot = null;
    this.#forgetTask(jobId);
    this.#forgetTasksOf(jobId);
    this.#jobs.delete(jobId);
  }

  /** The job as the scenario has it. */
  scripted(jobId: string): ScenarioJob | undefined {
    return this.#arrays.get(jobId)?.scripted(jobId) ?? this.#jobs.get(jobId)?.job;
  }

  /** `null` for a job that the scheduler does not know. */
  jobNow(jobId: string, nowMs: number): JobNow | null {
    const array = this.#arrays.get(jobId);
    return (array ?? this.#jobs.get(jobId))?.at(nowMs, jobId) ?? null;
  }

  /** The log of a job that is known. */
  log(jobId: string, name: "stdout" | "stderr", nowMs: number): LogNow {
    const run = this.#arrays.get(jobId) ?? this.#jobs.get(jobId);
    return run?.logAt(name, nowMs, jobId) ?? logAt([], 0);
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
    for (const run of this.#jobs.values()) {
      for (const record of run.recordsAt(nowMs)) {
        jobs.push(record);
      }
      untilMs = Math.min(untilMs, run.nextChangeAfter(nowMs));
    }
    this.#snapshot = { fromMs: nowMs, untilMs, jobs };
    return jobs;
  }

  #forgetTask(taskId: string): void {
    this.#arrays.get(taskId)?.removeTask(taskId);
    this.#arrays.delete(taskId);
  }

  #forgetTasksOf(jobId: string): void {
    const run = this.#jobs.get(jobId);
    for (const taskId of run instanceof ArrayRun ? run.taskIds : []) {
      this.#arrays.delete(taskId);
    }
  }
}
