import { parentRecord, type TaskNow, waitingRecord, withId } from "./array-records";
import { type JobNow, waitsAt } from "./job-life";
import { type Birth, JobRun } from "./job-run";
import type { LogNow } from "./log-text";
import type { ScenarioJob } from "./scenario";
import { type ScenarioArray, taskOf, tasksOfArray } from "./tasks-of-array";

interface TaskRun {
  readonly index: number;
  readonly ids: readonly string[];
  /** `null` after the scheduler was made to forget it. */
  run: JobRun | null;
}

/** A running array: its tasks, and what the scheduler returns for the array itself. */
export class ArrayRun {
  readonly #id: string;
  readonly #tasks: readonly TaskRun[];
  /** By each of its IDs, but not by the array's own. */
  readonly #byId = new Map<string, TaskRun>();
  readonly #isOfPbs: boolean;
  readonly #oneRecordForWaiting: boolean;

  constructor(
    id: string,
    readonly job: ScenarioArray,
    birth: Birth,
  ) {
    this.#id = id;
    this.#isOfPbs = id.includes("[]");
    this.#oneRecordForWaiting = job.oneRecordForWaiting ?? /^\d+$/.test(id);
    this.#tasks = tasksOfArray(id, job).map(({ index, ids, job: task }) => ({
      index,
      ids,
      run: new JobRun(ids[0] ?? id, task, birth),
    }));
    for (const task of this.#tasks) {
      for (const taskId of task.ids.filter((one) => one !== id)) {
        this.#byId.set(taskId, task);
      }
    }
  }

  get taskIds(): Iterable<string> {
    return this.#byId.keys();
  }

  setTask(taskId: string, job: ScenarioJob, birth: Birth): void {
    const task = this.#byId.get(taskId);
    if (task !== undefined) {
      task.run = new JobRun(task.ids[0] ?? this.#id, taskOf(this.#id, this.job, task, job), birth);
    }
  }

  removeTask(taskId: string): void {
    const task = this.#byId.get(taskId);
    if (task !== undefined) {
      task.run = null;
    }
  }

  /** The task as the scenario has it. */
  scripted(taskId: string): ScenarioJob | undefined {
    return this.#byId.get(taskId)?.run?.job;
  }

  /**
   * What the scheduler returns for an ID, the array's own or a task's. In Slurm, the array's ID means the tasks that have
   * not begun, and then the last one.
   */
  at(nowMs: number, jobId: string): JobNow | null {
    const task = this.#byId.get(jobId);
    if (task === undefined) {
      return this.#ownRecordAt(nowMs);
    }
    const now = this.#taskAt(task, nowMs);
    if (now === null || !now.waits || !this.#oneRecordForWaiting || this.job.taskIds !== "own") {
      return now?.job ?? null;
    }
    // Slurm gives a task its own ID when the task begins.
    return jobId === task.ids[0] ? null : withId(now.job, this.#id);
  }

  /** The log of a task. The array's own ID means the last one in Slurm, and none in PBS. */
  logAt(name: "stdout" | "stderr", nowMs: number, jobId: string): LogNow | null {
    const last = this.#isOfPbs ? undefined : this.#tasks.filter(({ run }) => run !== null).at(-1);
    return (this.#byId.get(jobId) ?? last)?.run?.logAt(name, nowMs) ?? null;
  }

  /** The records of the array in a list. */
  recordsAt(nowMs: number): JobNow[] {
    const tasks = this.#tasksAt(nowMs);
    if (this.#isOfPbs) {
      const parent = parentRecord(this.#id, this.job, tasks);
      return [...(parent === null ? [] : [parent]), ...tasks.map(({ job }) => job)];
    }
    const waiting = this.#waitingAmong(tasks);
    const record = waitingRecord(this.#id, this.job, waiting);
    return tasks.flatMap((task) => {
      if (record === null || !task.waits) {
        return [task.job];
      }
      return task === waiting[0] ? [record] : [];
    });
  }

  /** When the array changes next after `nowMs`; infinity if it does not change again. */
  nextChangeAfter(nowMs: number): number {
    return this.#tasks.reduce(
      (next, { run }) => Math.min(next, run?.nextChangeAfter(nowMs) ?? next),
      Number.POSITIVE_INFINITY,
    );
  }

  #ownRecordAt(nowMs: number): JobNow | null {
    const tasks = this.#tasksAt(nowMs);
    if (this.#isOfPbs) {
      return parentRecord(this.#id, this.job, tasks);
    }
    return waitingRecord(this.#id, this.job, this.#waitingAmong(tasks)) ?? tasks.at(-1)?.job ?? null;
  }

  #waitingAmong(tasks: readonly TaskNow[]): readonly TaskNow[] {
    return this.#oneRecordForWaiting ? tasks.filter(({ waits }) => waits) : [];
  }

  #tasksAt(nowMs: number): TaskNow[] {
    return this.#tasks.flatMap((task) => this.#taskAt(task, nowMs) ?? []);
  }

  #taskAt({ index, run }: TaskRun, nowMs: number): TaskNow | null {
    const job = run?.at(nowMs) ?? null;
    return run === null || job === null ? null : { index, job, waits: waitsAt(run.job, run.ageAt(nowMs)) };
  }
}
