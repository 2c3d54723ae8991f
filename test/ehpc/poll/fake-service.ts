import type { Clock } from "../../../src/base/clock";
import { EhpcError } from "../../../src/base/errors";
import type { Client, JobAnswer, JobPage } from "../../../src/ehpc/api/client";
import type { Job, WrittenIdentity } from "../../../src/ehpc/job/job";
import type { ListedJob } from "../../../src/ehpc/list/listed-job";
import { classifyState, hasEnded } from "../../../src/notation/phase";
import { aJob } from "../job/a-job";
import { aListedJob } from "../list/a-listed-job";

/** A job of the fake: what it is, and when it was submitted in Unix seconds. */
export interface FakeJob {
  state: string | null;
  startTime?: string | null;
  submitTime?: number | null;
  jobName?: string | null;
  runAsUser?: string | null;
  createTime?: string | null;
  written?: WrittenIdentity;
}

export interface Call {
  operation: "GetJob" | "ListJobs";
  /** The job, or the number of the page. */
  what: string;
  at: number;
}

/** What was said of a state before: every page of a list asks it of every job. */
const ends = new Map<string | null, boolean>();

function isEnd(state: string | null): boolean {
  const known = ends.get(state) ?? hasEnded(classifyState(state));
  ends.set(state, known);
  return known;
}

/** E-HPC in memory: the two operations that the poller needs, with the troubles that a test wants. */
export class FakeService implements Pick<Client, "getJob" | "listJobs"> {
  readonly calls: Call[] = [];
  /** How long an answer takes, in milliseconds. */
  latencyMs = 0;
  /** What a call fails with, if it does. */
  trouble: (call: Call) => EhpcError | null = () => null;
  /** The most calls that were under way at the same time. */
  mostAtATime = 0;
  readonly #clock: Clock;
  readonly #clusters = new Map<string, Map<string, FakeJob>>();
  #underWay = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The jobs of a cluster, to be changed at will. */
  cluster(clusterId: string): Map<string, FakeJob> {
    const jobs = this.#clusters.get(clusterId) ?? new Map<string, FakeJob>();
    this.#clusters.set(clusterId, jobs);
    return jobs;
  }

  count(operation: Call["operation"], since = 0): number {
    return this.calls.filter((call) => call.operation === operation && call.at >= since).length;
  }

  getJob: Client["getJob"] = async ({ clusterId, jobId }, { signal } = {}): Promise<JobAnswer> => {
    await this.#serve("GetJob", jobId, signal);
    const job = this.cluster(clusterId).get(jobId);
    if (job === undefined) {
      throw noSuchJob;
    }
    return { requestId: `R-${this.calls.length}`, job: jobInfo(jobId, job) };
  };

  listJobs: Client["listJobs"] = async (
    { clusterId, pageNumber, pageSize, status, createdAfter = 0, sort },
    { signal } = {},
  ): Promise<JobPage> => {
    await this.#serve("ListJobs", String(pageNumber), signal);
    const jobs = [...this.cluster(clusterId)].filter(
      ([, { state, submitTime }]) =>
        (status === "all" || isEnd(state) === (status === "finished")) &&
        (submitTime ?? createdAfter) >= createdAfter,
    );
    if (sort?.by === "submit") {
      const sign = sort.order === "asc" ? 1 : -1;
      jobs.sort(([, a], [, b]) => sign * ((a.submitTime ?? 0) - (b.submitTime ?? 0)));
    }
    return {
      requestId: `R-${this.calls.length}`,
      totalCount: jobs.length,
      jobs: jobs
        .slice((pageNumber - 1) * pageSize, pageNumber * pageSize)
        .map(([id, job]) => jobSpec(id, job)),
    };
  };

  async #serve(operation: Call["operation"], what: string, signal = new AbortController().signal) {
    const call = { operation, what, at: this.#clock.monotonicMs() };
    this.calls.push(call);
    this.#underWay += 1;
    this.mostAtATime = Math.max(this.mostAtATime, this.#underWay);
    try {
      if (this.latencyMs > 0) {
        await this.#clock.sleep(this.latencyMs, signal);
      }
      const trouble = this.trouble(call);
      if (trouble !== null) {
        throw trouble;
      }
    } finally {
      this.#underWay -= 1;
    }
  }
}

export const throttled = (retryAfterMs: number | null = null) =>
  new EhpcError("throttled", "E-HPC throttles requests.", {
    code: "Throttling.User",
    transient: true,
    retryAfterMs,
  });

export const broken = new EhpcError("unreachable", "The connection broke.", { transient: true });

export const wrongJob = new EhpcError(
  "wrong-job",
  "E-HPC was asked about one job and answered about another.",
  {
    transient: true,
  },
);

export const noSuchJob = new EhpcError("job-not-found", "E-HPC does not know the job.");

export const forbidden = new EhpcError("forbidden", "The access key is not authorized to make this call.");

function jobInfo(jobId: string, { submitTime: _, ...given }: FakeJob): Job {
  return aJob({ jobId, ...given });
}

function jobSpec(jobId: string, { startTime: _, createTime: __, ...given }: FakeJob): ListedJob {
  return aListedJob({ jobId, ...given });
}
