import { EhpcError } from "../../base/errors";
import { silentLog } from "../../base/log";
import type { Client } from "../../ehpc/api/client";
import { listEntryKey } from "../../ehpc/job/job-key";
import { describeListedJob } from "../../ehpc/list/describe-listed-job";
import { type JobListRequest, listAllJobs } from "../../ehpc/list/list-all-jobs";
import type { ListedJob } from "../../ehpc/list/listed-job";
import type { RateLimiter } from "../../ehpc/poll/rate-limiter";
import { classifyState, hasEnded, type StateLists, sameState } from "../../notation/phase";
import type { ShownJob } from "./job-columns";

/** A job of a cluster that is watched. */
export interface WatchedJob extends ShownJob {
  job_id: string;
  /** Whether it was unfinished when it was read last. */
  isUnfinished: boolean;
}

/** A change of a job. */
export interface JobChange {
  job: WatchedJob;
  /** The state before; `null` for a job that was not seen before. */
  previousState: string | null;
}

export interface ClusterJobsOptions {
  client: Pick<Client, "listJobs" | "getJob">;
  /** Which jobs; the status is not asked for. */
  request: Omit<JobListRequest, "status">;
  lists: StateLists;
  limiter: RateLimiter;
  maxRetryMs?: number;
}

/** More jobs than these that end between two reads are looked up in the list of ended jobs. */
const MOST_SINGLE_READS = 20;
/** So many ended jobs are kept. */
const MOST_ENDED = 1_000;

/**
 * The jobs of a cluster that have not ended, and those that have ended since the first read. A read costs the pages of
 * the unfinished jobs, however many the cluster remembers.
 */
export class ClusterJobs {
  readonly #options: ClusterJobsOptions;
  readonly #jobs = new Map<string, { job: WatchedJob; listed: ListedJob }>();

  constructor(options: ClusterJobsOptions) {
    this.#options = options;
  }

  /** All jobs: the unfinished in the order in which they were first seen, and those that ended. */
  get jobs(): WatchedJob[] {
    return [...this.#jobs.values()].map(({ job }) => job);
  }

  /** Reads the jobs again and returns what has changed. Throws `EhpcError`. */
  async read(signal: AbortSignal): Promise<JobChange[]> {
    const unfinished = await this.#list({ status: "unfinished" }, signal);
    const vanished = [...this.#jobs].filter(([key, { job }]) => job.isUnfinished && !unfinished.has(key));
    const listed = vanished.map((entry) => entry[1].listed);
    const later =
      vanished.length > MOST_SINGLE_READS
        ? await this.#list(endedSince(listed), signal)
        : await this.#get(listed, signal);
    const changes = [...unfinished].map(([key, job]) => this.#take(key, job, true));
    for (const [key, { listed: last }] of vanished) {
      const job = later.get(key);
      // What is neither among the unfinished nor known otherwise has left the scheduler's memory.
      changes.push(this.#take(key, job ?? { ...last, state: null }, false));
    }
    this.#forget();
    return changes.flatMap((change) => (change === null ? [] : [change]));
  }

  /** Forgets the first of many ended jobs: a watch may take days. */
  #forget(): void {
    const ended = [...this.#jobs].filter(([, { job }]) => !job.isUnfinished);
    for (const [key] of ended.slice(0, Math.max(0, ended.length - MOST_ENDED))) {
      this.#jobs.delete(key);
    }
  }

  #take(key: string, listed: ListedJob, isUnfinished: boolean): JobChange | null {
    const before = this.#jobs.get(key)?.job;
    const { lists } = this.#options;
    const described = describeListedJob(listed, lists, silentLog);
    const job = {
      ...described,
      job_id: listed.jobId ?? "",
      isUnfinished: isUnfinished || isOn(listed, lists),
    };
    this.#jobs.set(key, { job, listed });
    const isSame =
      before !== undefined && sameState(before.state, job.state) && before.node_list === job.node_list;
    return isSame ? null : { job, previousState: before?.state ?? null };
  }

  async #list(
    which: Pick<JobListRequest, "status" | "createdAfter">,
    signal: AbortSignal,
  ): Promise<Map<string, ListedJob>> {
    const { client, request, limiter, maxRetryMs } = this.#options;
    const { jobs } = await listAllJobs(
      client,
      { ...request, ...which },
      { signal, limiter, ...(maxRetryMs !== undefined && { maxRetryMs }) },
    );
    return new Map(jobs.flatMap((job) => [[listEntryKey(job) ?? "", job] as const]));
  }

  /** Reads jobs by themselves. The scheduler may have forgotten one. */
  async #get(listed: readonly ListedJob[], signal: AbortSignal): Promise<Map<string, ListedJob>> {
    const { client, request, limiter } = this.#options;
    const found = await Promise.all(
      listed.map(async (before) => {
        const jobId = before.jobId ?? "";
        try {
          const read = () => client.getJob({ clusterId: request.clusterId, jobId }, { signal });
          const { job } = await limiter.run(read, signal);
          return [
            [
              listEntryKey(before) ?? "",
              { ...before, state: job.state, nodeList: job.nodeList ?? before.nodeList },
            ] as const,
          ];
        } catch (error) {
          if (error instanceof EhpcError && OF_ONE_JOB.has(error.kind)) {
            return [];
          }
          throw error;
        }
      }),
    );
    return new Map(found.flat());
  }
}

/** Failures that say nothing about other jobs. */
const OF_ONE_JOB: ReadonlySet<EhpcError["kind"]> = new Set([
  "job-not-found",
  "wrong-job",
  "job-changed",
  "array-undecided",
]);

function isOn({ state }: ListedJob, lists: StateLists): boolean {
  return state !== null && !hasEnded(classifyState(state, lists));
}

function endedSince(jobs: readonly ListedJob[]): Pick<JobListRequest, "status" | "createdAfter"> {
  const times = jobs.flatMap(({ submitTime }) => (submitTime === null ? [] : [submitTime]));
  return {
    status: "finished",
    ...(times.length === jobs.length && { createdAfter: Math.min(...times) }),
  };
}
