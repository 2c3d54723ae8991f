import { ArrayRun } from "../jobs/array-run";
import type { JobNow } from "../jobs/job-life";
import { JobList } from "../jobs/job-list";
import { type Birth, JobRun } from "../jobs/job-run";
import { jobsOfSeries } from "../jobs/job-series";
import { type LogNow, logAt } from "../jobs/log-text";
import { SCHEDULERS, type Scheduler } from "../jobs/scheduler";
import type { Selection } from "../jobs/selection";
import { type NewJob, submittedJob } from "../jobs/submitted-job";
import { isArray } from "../jobs/tasks-of-array";
import type { ScenarioCluster, ScenarioJob } from "../scenario/scenario";

interface Numbered {
  /** In the order of the scenario. */
  readonly number: number;
  readonly run: JobRun | ArrayRun;
}

/** A submitted job. */
interface Accepted {
  readonly jobId: string;
  /** The scheduler's. */
  readonly words: string;
  /** Whether the job only pretends to run. */
  readonly isScripted: boolean;
}

/** A running cluster: its jobs, and when the life of each began. Times are on the monotonic clock. */
export class ClusterRun {
  /** By each ID: the array, too, by the IDs of its tasks. */
  readonly #runs = new Map<string, Numbered>();
  readonly #list = new JobList();
  readonly #scheduler: Scheduler;
  #nextNumber = 0;
  /** The highest number with which an ID begins. */
  #highest = 0;

  /** @param bornMs when lives begin; `null` means at the first read of each job */
  constructor(
    readonly scenario: ScenarioCluster,
    bornMs: number | null,
  ) {
    this.#scheduler = SCHEDULERS[scenario.scheduler ?? "slurm"];
    for (const series of scenario.series ?? []) {
      for (const [jobId, job] of jobsOfSeries(series)) {
        this.setJob(jobId, job, bornMs);
      }
    }
    const jobs = Object.entries(scenario.jobs ?? {});
    for (const [jobId, job] of jobs) {
      this.setJob(jobId, job, bornMs);
    }
    // A task may stand before its array, which has replaced it.
    for (const [jobId, job] of jobs.filter(([id]) => this.#isTask(id))) {
      this.setJob(jobId, job, bornMs);
    }
  }

  /** Adds a job at the end of the list, or replaces the job, or the task of an array, with the same ID. */
  setJob(jobId: string, job: ScenarioJob, bornMs: number | null): void {
    const birth: Birth = { atMs: bornMs };
    const known = this.#runs.get(jobId);
    const isTask = this.#isTask(jobId);
    if (isTask && known?.run instanceof ArrayRun && !isArray(job)) {
      known.run.setTask(jobId, job, birth);
      this.#list.touch(known.number, known.run);
      return;
    }
    const run = isArray(job) ? new ArrayRun(jobId, job, birth) : new JobRun(jobId, job, birth);
    for (const id of run.ids) {
      this.removeJob(id);
    }
    const added = { number: isTask || known === undefined ? this.#nextNumber++ : known.number, run };
    for (const id of run.ids) {
      this.#runs.set(id, added);
      this.#highest = Math.max(this.#highest, Number(/^\d{1,15}/.exec(id)?.[0] ?? 0));
    }
    this.#list.touch(added.number, run);
  }

  /** Submits a job: adds it under the next number that is free. A job that runs really has no other life. */
  submit(job: NewJob, at: Date, bornMs: number | null, runs: boolean): Accepted {
    const { from = 1, job: any = {}, jobs = {} } = this.scenario.submitted ?? {};
    const number = Math.max(from, this.#highest + 1);
    const scheduler = this.#scheduler;
    const jobId = scheduler.jobId(number, job.arrayRequest !== null);
    const template = Object.hasOwn(jobs, job.jobName) ? (jobs[job.jobName] ?? any) : any;
    const isScripted = !runs || template.life !== undefined;
    const waiting = { ...template, life: [{ at: 0, State: scheduler.pending }] };
    this.setJob(jobId, submittedJob(job, isScripted ? template : waiting, { jobId, scheduler, at }), bornMs);
    return { jobId, words: scheduler.accepts(number, job), isScripted };
  }

  /** Whether a job is running or queued, or a task of an array is. */
  canStop(jobId: string, nowMs: number): boolean {
    return this.#runs.get(jobId)?.run.canStop(nowMs, jobId) ?? false;
  }

  /** Stops a job, or all tasks of an array. */
  stop(jobId: string, nowMs: number, at: Date): void {
    const known = this.#runs.get(jobId);
    if (known === undefined) {
      return;
    }
    const { seconds = 0, state = this.#scheduler.stopped } = this.scenario.stopping ?? {};
    const ended = new Date(at.getTime() + seconds * 1_000).toISOString().slice(0, 19);
    known.run.stop(nowMs, { seconds, info: { State: state, LastModifyTime: ended } }, jobId);
    this.#list.touch(known.number, known.run);
  }

  removeJob(jobId: string): void {
    const known = this.#runs.get(jobId);
    if (known === undefined) {
      return;
    }
    const { number, run } = known;
    if (run instanceof ArrayRun && run.hasTask(jobId)) {
      run.removeTask(jobId);
      this.#list.touch(number, run);
      return;
    }
    for (const id of run.ids) {
      if (this.#runs.get(id) === known) {
        this.#runs.delete(id);
      }
    }
    this.#list.touch(number, null);
  }

  /** The job as the scenario has it. */
  scripted(jobId: string): ScenarioJob | undefined {
    return this.#runs.get(jobId)?.run.scripted(jobId);
  }

  /** `null` for a job that the scheduler does not know. */
  jobNow(jobId: string, nowMs: number): JobNow | null {
    return this.#runs.get(jobId)?.run.at(nowMs, jobId) ?? null;
  }

  /** The log of a job that is known. */
  log(jobId: string, name: "stdout" | "stderr", nowMs: number): LogNow {
    return this.#runs.get(jobId)?.run.logAt(name, nowMs, jobId) ?? logAt([], 0);
  }

  /** The jobs that the parameter `JobFilter` of ListJobs chooses. Throws {@link Refused} for an invalid one. */
  list(jobFilter: string | undefined, nowMs: number): Selection {
    return this.#list.select(jobFilter, nowMs);
  }

  #isTask(jobId: string): boolean {
    const run = this.#runs.get(jobId)?.run;
    return run instanceof ArrayRun && run.hasTask(jobId);
  }
}
