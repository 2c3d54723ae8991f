import { readIndices, taskIndices } from "./array-ids";
import type { Job, WholeArray, WrittenIdentity } from "./job";
import { ownRecords } from "./whole-array";

const NOBODY: WrittenIdentity = { jobName: null, runAsUser: null };

/**
 * What the looks of a wait have shown of a job: whether it is an array, whose it is, and which tasks it has. A later answer
 * that leaves something of this out takes nothing back, and a request is never smaller than what was seen: all requests and
 * all tasks together are what the array has.
 */
export class KnownArray {
  #isArray = false;
  #whose = NOBODY;
  readonly #tasks = new Set<number>();
  readonly #names = new Set<string>();
  readonly #requests = new Set<string>();

  /** Whether the job was seen to be an array. */
  get isArray(): boolean {
    return this.#isArray;
  }

  /** Whose job it is, as the first answer that named the owner wrote it. */
  get whose(): WrittenIdentity {
    return this.#whose;
  }

  /** Takes in GetJob's record. What another job had under the ID is forgotten. */
  meet(job: Job): void {
    const { jobName, runAsUser } = job.written ?? job;
    const names = namesOf({ ...job, jobName });
    const { whose } = this;
    const isOther =
      (runAsUser !== null && whose.runAsUser !== null && runAsUser !== whose.runAsUser) ||
      (names.length > 0 && this.#names.size > 0 && !names.some((name) => this.#names.has(name)));
    if (isOther) {
      this.#isArray = false;
      for (const known of [this.#tasks, this.#names, this.#requests]) {
        known.clear();
      }
    }
    const before = isOther ? NOBODY : whose;
    this.#whose = { jobName: before.jobName ?? jobName, runAsUser: before.runAsUser ?? runAsUser };
    for (const name of names) {
      this.#names.add(name);
    }
  }

  /** Takes in the records of an array, and returns the array with all that is known of it. */
  learn({ asked, records }: WholeArray): WholeArray {
    this.#isArray = true;
    for (const record of ownRecords(records)) {
      for (const name of namesOf(record)) {
        this.#names.add(name);
      }
      for (const index of taskIndices(record)) {
        this.#tasks.add(index);
      }
      const request = record.arrayRequest ?? "";
      // Each of thousands of tasks may tell the same long request.
      if (this.#requests.has(request)) {
        continue;
      }
      this.#requests.add(request);
      for (const index of readIndices(request) ?? []) {
        this.#tasks.add(index);
      }
    }
    return { asked, records, tasks: new Set(this.#tasks), whose: this.#whose };
  }
}

/** What the job of a record may be called: with and without the index of its task, which LSF has in the name. */
function namesOf(record: Pick<Job, "jobName" | "jobId" | "arrayJobId" | "arrayJobSubId">): string[] {
  const { jobName } = record;
  if (jobName === null) {
    return [];
  }
  const bare = jobName.replace(/\[\d+\]$/, "");
  const [index = null] = taskIndices(record);
  const suffix = index === null ? "" : String(index);
  const stem = bare === jobName && bare.endsWith(suffix) ? bare.slice(0, bare.length - suffix.length) : bare;
  return [jobName, bare, stem].filter((name) => name !== "");
}
