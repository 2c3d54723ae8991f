import { isArrayRequest, numberOf, parentOf, taskIndices } from "../job/array-ids";
import { jobKey, listEntryKey, listedJobKeys } from "../job/job-key";
import type { ListedJob } from "../list/listed-job";

/** The entries of a list by what jobs are found by, and what the entries contradict each other in. */
export class ListedRows {
  readonly ambiguous = new Set<string>();
  readonly groups = new Map<string, ListedJob[]>();
  readonly arrays = new Set<string>();
  readonly #jobs: Map<string, ListedJob>;
  readonly #entries = new Set<string>();

  /** @param jobs is filled: each job by all its keys, as of `listedJobKeys` */
  constructor(jobs: Map<string, ListedJob>) {
    this.#jobs = jobs;
  }

  /** How many jobs there are; one without an id counts as none. */
  get size(): number {
    return this.#entries.size;
  }

  /** A job's own id goes before what another one is called as a sub-job. */
  add(job: ListedJob): void {
    const own = job.jobId === null ? null : jobKey(job.jobId);
    for (const key of listedJobKeys(job)) {
      const there = this.#jobs.get(key);
      const thereOwn = there?.jobId == null ? null : jobKey(there.jobId);
      if (there !== undefined && !areAlike(there, job)) {
        this.ambiguous.add(key);
      }
      if (key === own || there === undefined || thereOwn !== key) {
        this.#jobs.set(key, job);
      }
    }
    this.#entries.add(listEntryKey(job) ?? "");
    this.#addToArray(job);
  }

  #addToArray(job: ListedJob): void {
    const { jobId } = job;
    if (jobId === null || !mayBeOfArray(job)) {
      return;
    }
    const isTask = /^\d+(?:_|\[)/.test(jobId.trim());
    const array = isTask ? numberOf(jobId) : parentOf(job);
    const indices = taskIndices(job);
    if (array !== null) {
      this.arrays.add(array);
    }
    // Of several tasks that have not begun, one may be left.
    const isGroup =
      indices.length > 1 ||
      /^\d+_\[/.test(jobId.trim()) ||
      (indices.length === 0 && (isTask || isArrayRequest(job.arrayRequest)));
    if (isGroup) {
      const number = array ?? numberOf(jobId);
      this.arrays.add(number);
      this.groups.set(number, [...(this.groups.get(number) ?? []), job]);
    }
  }
}

/** Whether two entries are of one job in one state, as where a list shifts while its pages are read. */
function areAlike(one: ListedJob, other: ListedJob): boolean {
  return (
    [
      "jobId",
      "state",
      "jobName",
      "runAsUser",
      "submitTime",
      "startTime",
      "arrayJobId",
      "arrayJobSubId",
    ] as const
  ).every((name) => one[name] === other[name]);
}

/** Most jobs are of none, and there are thousands. */
function mayBeOfArray({ jobId, arrayJobId, arrayJobSubId, arrayRequest }: ListedJob): boolean {
  return Boolean(arrayJobId || arrayJobSubId || arrayRequest || jobId?.includes("_") || jobId?.includes("["));
}
