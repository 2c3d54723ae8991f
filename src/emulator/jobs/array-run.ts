import type { ScenarioJob } from "../scenario/scenario";
import { parentRecord, type TaskNow, waitingRecord, withId } from "./array-records";
import { ChangeQueue } from "./change-queue";
import type { JobNow } from "./job-life";
import { type Birth, JobRun, type Stop } from "./job-run";
import type { LogNow } from "./log-text";
import { type ScenarioArray, taskOf, tasksOfArray } from "./tasks-of-array";

interface TaskRun {
  readonly index: number;
  readonly ids: readonly string[];
  /** `null` after the scheduler was made to forget it. */
  run: JobRun | null;
  /** `null` while the scheduler does not know it. */
  now: TaskNow | null;
}

/** A running array: its tasks, and what the scheduler returns for the array itself. */
export class ArrayRun {
  readonly #id: string;
  readonly #array: ScenarioArray;
  readonly #tasks: readonly TaskRun[];
  /** By each of its IDs, but not by the array's own. */
  readonly #byId = new Map<string, TaskRun>();
  readonly #isOfPbs: boolean;
  readonly #oneRecordForWaiting: boolean;
  /** Tasks to look at, and when to look at the others. */
  readonly #touched: Set<TaskRun>;
  readonly #queue = new ChangeQueue<TaskRun>();

  constructor(id: string, array: ScenarioArray, birth: Birth) {
    this.#id = id;
    this.#array = array;
    this.#isOfPbs = id.includes("[]");
    this.#oneRecordForWaiting = array.oneRecordForWaiting ?? /^\d+$/.test(id);
    this.#tasks = tasksOfArray(id, array).map(({ index, ids, job }) => ({
      index,
      ids,
      run: new JobRun(ids[0] ?? id, job, birth),
      now: null,
    }));
    this.#touched = new Set(this.#tasks);
    for (const task of this.#tasks) {
      for (const taskId of task.ids.filter((one) => one !== id)) {
        this.#byId.set(taskId, task);
      }
    }
  }

  /** The array's own ID and all IDs of its tasks. */
  get ids(): readonly string[] {
    return [this.#id, ...this.#byId.keys()];
  }

  hasTask(id: string): boolean {
    return this.#byId.has(id);
  }

  setTask(taskId: string, job: ScenarioJob, birth: Birth): void {
    const task = this.#byId.get(taskId);
    if (task !== undefined) {
      task.run = new JobRun(task.ids[0] ?? this.#id, taskOf(this.#id, this.#array, task, job), birth);
      this.#touched.add(task);
    }
  }

  removeTask(taskId: string): void {
    const task = this.#byId.get(taskId);
    if (task !== undefined) {
      task.run = null;
      this.#touched.add(task);
    }
  }

  /** The array, or the task with this ID, as the scenario has it. */
  scripted(jobId: string): ScenarioJob | undefined {
    return jobId === this.#id ? this.#array : this.#byId.get(jobId)?.run?.scripted();
  }

  /**
   * What the scheduler returns for an ID, the array's own or a task's. In Slurm, the array's ID means the tasks that have
   * not begun, and then the last one.
   */
  at(nowMs: number, jobId: string): JobNow | null {
    this.#bringUpTo(nowMs);
    const task = this.#byId.get(jobId);
    if (task === undefined) {
      return this.#ownRecord();
    }
    const { now, ids } = task;
    if (now === null || !now.waits || !this.#oneRecordForWaiting || this.#array.taskIds !== "own") {
      return now?.job ?? null;
    }
    // Slurm gives a task its own ID when the task begins.
    return jobId === ids[0] ? null : withId(now.job, this.#id);
  }

  /** The log of a task. The array's own ID means the last one in Slurm, and none in PBS. */
  logAt(name: "stdout" | "stderr", nowMs: number, jobId: string): LogNow | null {
    const last = this.#isOfPbs ? undefined : this.#tasks.filter(({ run }) => run !== null).at(-1);
    return (this.#byId.get(jobId) ?? last)?.run?.logAt(name, nowMs) ?? null;
  }

  /** Whether the task is running or queued; for the array's own ID, whether any task is. */
  canStop(nowMs: number, jobId: string): boolean {
    return this.#meant(jobId).some(({ run }) => run?.canStop(nowMs));
  }

  /** Stops a task; for the array's own ID, all tasks that have not ended. */
  stop(nowMs: number, stop: Stop, jobId: string): void {
    for (const task of this.#meant(jobId)) {
      if (task.run?.canStop(nowMs)) {
        task.run.stop(nowMs, stop);
        this.#touched.add(task);
      }
    }
  }

  #meant(jobId: string): readonly TaskRun[] {
    const task = this.#byId.get(jobId);
    return task === undefined ? this.#tasks : [task];
  }

  /** The array's own record in PBS, and one for each task; `null` for a task that has none of its own. */
  recordsAt(nowMs: number): (JobNow | null)[] {
    this.#bringUpTo(nowMs);
    const waiting = this.#waiting();
    const [first = null] = waiting;
    const hasNone = (task: TaskNow) => task.waits && waiting.length > 0 && task !== first;
    const records = this.#tasks.map(({ now }) => {
      if (now === null || hasNone(now)) {
        return null;
      }
      return now === first ? waitingRecord(this.#id, this.#array, waiting) : now.job;
    });
    return this.#isOfPbs ? [this.#ownRecord(), ...records] : records;
  }

  /** When the array changes next after `nowMs`; infinity if it does not change again. */
  nextChangeAfter(nowMs: number): number {
    this.#bringUpTo(nowMs);
    return this.#queue.nextMs;
  }

  #ownRecord(): JobNow | null {
    const tasks = this.#known();
    if (this.#isOfPbs) {
      return parentRecord(this.#id, this.#array, tasks);
    }
    return waitingRecord(this.#id, this.#array, this.#waiting()) ?? tasks.at(-1)?.job ?? null;
  }

  /** The tasks that are one record, as they have not begun. */
  #waiting(): TaskNow[] {
    return this.#oneRecordForWaiting ? this.#known().filter(({ waits }) => waits) : [];
  }

  #known(): TaskNow[] {
    return this.#tasks.flatMap(({ now }) => now ?? []);
  }

  #bringUpTo(nowMs: number): void {
    for (const task of this.#queue.takeDue(nowMs)) {
      this.#touched.add(task);
    }
    for (const task of this.#touched) {
      const { index, run } = task;
      const job = run?.at(nowMs) ?? null;
      task.now = run === null || job === null ? null : { index, job, waits: run.waitsAt(nowMs) };
      this.#queue.add(task, run?.nextChangeAfter(nowMs) ?? Number.POSITIVE_INFINITY);
    }
    this.#touched.clear();
  }
}
