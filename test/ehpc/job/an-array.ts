import { EhpcError } from "../../../src/base/errors";
import type { Client, JobAnswer } from "../../../src/ehpc/api/client";
import type { Job } from "../../../src/ehpc/job/job";
import type { ListedJob } from "../../../src/ehpc/list/listed-job";
import { aListedJob } from "../list/a-listed-job";
import { aJob } from "./a-job";

/** What GetJob tells where an array's own ID is asked for. */
export type Told = "last task" | "first task" | "remainder" | "array itself" | "single job";

/** E-HPC in memory with one array of Slurm's, `36`, of so many tasks. */
export class AnArray implements Pick<Client, "getJob" | "listJobs"> {
  /** The states of the tasks; the task of index 1 comes first. */
  readonly states: (string | null)[];
  /** What GetJob tells of. */
  told: Told = "last task";
  request: string | null;
  /** Whose array it is. */
  user: string | null = null;
  /** How its tasks are called. */
  name: (index: number) => string = () => "train";
  /** How lists write names. */
  listedName: (name: string) => string = (name) => name;
  /** Indices that lists leave out. */
  readonly unlisted = new Set<number>();
  /** What listing fails with. */
  listTrouble: EhpcError | null = null;
  /** Whether the search by name finds nothing. */
  searchFails = false;
  /** Whether the search by name finds jobs of that very name alone. */
  searchIsExact = false;
  /** Called before each page is given, with its number. */
  before: (page: number) => void = () => {};
  readonly lists: (string | undefined)[] = [];
  /** Further entries of lists, behind all others. */
  more: ListedJob[] = [];
  /** Whose tasks lists say the tasks are, by index. */
  readonly users = new Map<number, string>();

  constructor(states: readonly (string | null)[]) {
    this.states = [...states];
    this.request = `1-${states.length}`;
  }

  /** A task as GetJob tells of it. */
  task(index: number): Job {
    // The last one keeps the array's ID.
    const jobId = index === this.states.length ? "36" : String(36 + index);
    const arrayJobSubId = String(index);
    const state = this.states[index - 1] ?? null;
    return this.#job({ jobId, jobName: this.name(index), arrayJobId: "36", arrayJobSubId, state });
  }

  getJob: Client["getJob"] = async ({ jobId }): Promise<JobAnswer> => {
    if (jobId !== "36") {
      throw new EhpcError("job-not-found", "E-HPC does not know the job.");
    }
    return { requestId: "R-1", job: this.#told() };
  };

  listJobs: Client["listJobs"] = async ({ pageNumber, pageSize, jobName }) => {
    this.before(pageNumber);
    this.lists.push(jobName);
    if (this.listTrouble !== null) {
      throw this.listTrouble;
    }
    const indices = this.states.map((_, index) => index + 1).filter((index) => !this.unlisted.has(index));
    const tasks = indices.map((index) => {
      const { jobId, jobName: name, arrayJobId, arrayJobSubId, arrayRequest, state } = this.task(index);
      const told = { jobId, arrayJobId, arrayJobSubId, arrayRequest, state };
      return aListedJob({
        ...told,
        jobName: this.listedName(name ?? ""),
        runAsUser: this.users.get(index) ?? this.user,
      });
    });
    const others = [aListedJob({ jobId: "10", jobName: "other", state: "Completed" })];
    const all = this.searchFails && jobName !== undefined ? [] : [...tasks, ...others, ...this.more];
    const found = all.filter(
      (job) => !this.searchIsExact || jobName === undefined || job.jobName === jobName,
    );
    return {
      requestId: "R-2",
      totalCount: found.length,
      jobs: found.slice((pageNumber - 1) * pageSize, pageNumber * pageSize),
    };
  };

  #told(): Job {
    switch (this.told) {
      case "last task":
        return this.task(this.states.length);
      case "first task":
        return this.task(1);
      case "remainder":
        return this.#job({ jobId: `36_[${this.request}]`, state: this.states.at(-1) ?? null });
      case "single job":
        return this.#job({ jobId: "36", state: this.states.at(-1) ?? null, arrayRequest: null });
      case "array itself":
        // Without the request it would be a job like any other.
        return this.#job({
          jobId: "36",
          state: this.states.at(-1) ?? null,
          arrayRequest: this.request ?? `1-${this.states.length}`,
        });
    }
  }

  #job(told: Partial<Job>): Job {
    const array = {
      jobName: this.name(this.states.length),
      runAsUser: this.user,
      arrayRequest: this.request,
    };
    return aJob({ ...array, createTime: "2024-08-16T10:52:48", ...told });
  }
}
