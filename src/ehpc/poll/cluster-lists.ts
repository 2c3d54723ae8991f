import type { Clock } from "../../base/clock";
import type { Log } from "../../base/log";
import { listedIn, mayHaveEnded } from "./conclusion";
import type { EndpointCalls } from "./endpoint-calls";
import { StatusList } from "./status-list";
import type { Sweep } from "./sweep";
import type { WatchedJob } from "./watched-job";

/** Fewer jobs that may have ended are asked for one by one. */
const FEWEST_BY_LIST = 3;

/** The size of the pages of a second reading: a list that shifts loses other jobs then. */
const OTHER_PAGE_SIZE = 43;

/** What the list of ended jobs has shown, and when reading it began. */
interface FinishedJobs {
  readonly found: Sweep;
  /** All of its jobs that were submitted at the same time as those found or later; `null` where `found` will do. */
  readonly whole: Sweep | null;
  readonly begunAt: number;
}

/** What a round has read for a job. */
export interface Lists {
  readonly unfinished: Sweep;
  /** Whether a job that is not among the unfinished ones was not there either when the list was read. */
  readonly certain: boolean;
  readonly finished: FinishedJobs | null;
  /** When reading the first of them began. */
  readonly begunAt: number;
}

export interface ClusterListsOptions {
  readonly calls: EndpointCalls;
  readonly clock: Pick<Clock, "monotonicMs">;
  readonly log: Log;
}

/** The lists of one cluster's jobs, and how much of them a round reads. */
export class ClusterLists {
  readonly #unfinished: StatusList;
  readonly #finished: StatusList;
  readonly #clock: Pick<Clock, "monotonicMs">;

  constructor(clusterId: string, { calls, clock, log }: ClusterListsOptions) {
    this.#clock = clock;
    this.#unfinished = new StatusList(clusterId, "unfinished", calls, log);
    this.#finished = new StatusList(clusterId, "finished", calls, log);
  }

  /** Whether the list of unfinished jobs takes fewer calls than asking for so many jobs one by one. */
  paysFor(jobs: number, now: number): boolean {
    return this.#unfinished.paysFor(jobs, now);
  }

  /** Whether the list of unfinished jobs can be read at all. */
  isReadable(now: number): boolean {
    return this.#unfinished.isReadable(now);
  }

  /**
   * Reads what a round needs, and returns it for each of the jobs.
   *
   * @param soon the jobs for whose sake the lists are read; they serve for all `jobs`.
   */
  async read(
    jobs: readonly WatchedJob[],
    soon: readonly WatchedJob[],
    signal: AbortSignal,
  ): Promise<(job: WatchedJob) => Lists> {
    const begunAt = this.#now();
    const unfinished = await this.#unfinished.read({
      missing: (listed) => soon.filter(({ key, waits }) => waits.length > 0 && !listed.has(key)).length,
      begunAt,
      signal,
      only: soon.some(({ isToCome }) => isToCome),
    });
    const finished = await this.#readFinished(jobs, unfinished, signal);
    const again = finished === null ? unfinished : await this.#readAgain(jobs, unfinished, signal);
    const certain = again.steady || (again !== unfinished && unfinished.fits && again.fits);
    return (job) => {
      const isNew = again !== unfinished && job.isFirstSeen && mayHaveEnded(job, unfinished);
      return { unfinished: isNew ? again : unfinished, certain, finished, begunAt };
    };
  }

  /**
   * Reads the list of ended jobs for the sake of the waits for which that is enough, where it may have more than a few of
   * their jobs; else GetJob is as good.
   */
  async #readFinished(
    jobs: readonly WatchedJob[],
    unfinished: Sweep,
    signal: AbortSignal,
  ): Promise<FinishedJobs | null> {
    const begunAt = this.#now();
    const gone = unfinished.complete
      ? jobs.filter((job) => job.endsByList && job.trustsLists(begunAt) && mayHaveEnded(job, unfinished))
      : [];
    if (gone.length < FEWEST_BY_LIST || !this.#finished.isReadable(begunAt)) {
      return null;
    }
    const submitted = gone.map(({ submitTime }) => submitTime);
    const createdAfter = submitted.includes(null) ? null : Math.floor(Math.min(...submitted.map(Number)));
    const left = new Set(gone);
    const found = await this.#finished.read({
      missing: (listed) => {
        for (const job of left) {
          if (job.waits.length === 0 || listed.has(job.key)) {
            left.delete(job);
          }
        }
        return left.size;
      },
      begunAt,
      signal,
      createdAfter,
    });
    return { found, whole: await this.#readWhole(gone, found, signal), begunAt };
  }

  /**
   * Reads the ended jobs that were submitted since the oldest row of a job that was not seen before, where the order of
   * the list does not prove that it has no later run of such a job on a page that was not read. `null` where nothing
   * needs it.
   */
  async #readWhole(gone: readonly WatchedJob[], found: Sweep, signal: AbortSignal): Promise<Sweep | null> {
    const rows = gone.filter(({ isFirstSeen }) => isFirstSeen).map((job) => listedIn(found, job)?.submitTime);
    const times = rows.filter((time) => typeof time === "number");
    if (found.complete || found.order === "falling" || times.length < FEWEST_BY_LIST) {
      return null;
    }
    return this.#finished.read({
      missing: () => times.length,
      begunAt: this.#now(),
      signal,
      createdAfter: times.reduce((a, b) => Math.min(a, b)),
    });
  }

  /**
   * Reads the list of unfinished jobs once more, for the sake of jobs that were never seen to run: one empty answer, or a
   * list that shifts, must not make an earlier run under the same ID the end of theirs.
   */
  async #readAgain(jobs: readonly WatchedJob[], unfinished: Sweep, signal: AbortSignal): Promise<Sweep> {
    const fresh = jobs.filter((job) => job.endsByList && job.isFirstSeen && mayHaveEnded(job, unfinished));
    if (fresh.length === 0) {
      return unfinished;
    }
    return this.#unfinished.read({
      missing: (listed) => fresh.filter(({ key, waits }) => waits.length > 0 && !listed.has(key)).length,
      begunAt: this.#now(),
      signal,
      ...(unfinished.pages !== 1 && { pageSize: OTHER_PAGE_SIZE }),
    });
  }

  #now(): number {
    return this.#clock.monotonicMs();
  }
}
