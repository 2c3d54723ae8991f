import type { JobPage, ListJobsRequest } from "../../../src/ehpc/api/client";
import type { ListedJob } from "../../../src/ehpc/list/listed-job";
import { aListedJob } from "./a-listed-job";

/** The time of the first submission, in Unix seconds. */
export const FIRST_SUBMISSION = 1_724_122_486;

/** A cluster's list of jobs in memory, which gives pages as they are at the moment of the call. */
export class JobPages {
  /** The jobs in the order of the list, to be changed at will. */
  jobs: ListedJob[];
  readonly calls: ListJobsRequest[] = [];
  /** Called before each call is answered, with its number from 1. */
  before: (call: number) => void = () => {};
  #submitted = 0;

  constructor(count: number) {
    this.jobs = Array.from({ length: count }, () => this.submitted());
  }

  /** A job that was just submitted; its id tells how many there were before. */
  submitted(told: Partial<ListedJob> = {}): ListedJob {
    const number = this.#submitted++;
    return aListedJob({
      jobId: `${number}.manager`,
      jobName: `job-${number}`,
      submitTime: FIRST_SUBMISSION + number,
      ...told,
    });
  }

  listJobs = async (request: ListJobsRequest): Promise<JobPage> => {
    this.calls.push(request);
    this.before(this.calls.length);
    const { pageNumber, pageSize } = request;
    const jobs = this.jobs.slice((pageNumber - 1) * pageSize, pageNumber * pageSize);
    const answer = { requestId: `R-${this.calls.length}`, totalCount: this.jobs.length, jobs };
    // Answers come in another order than they were asked for.
    for (let turn = 0; turn < (pageNumber * 7) % 5; turn += 1) {
      await Promise.resolve();
    }
    return answer;
  };

  get ids(): (string | null)[] {
    return this.jobs.map(({ jobId }) => jobId);
  }
}
