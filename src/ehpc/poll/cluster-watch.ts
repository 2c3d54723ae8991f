import type { Clock } from "../clock";
import { EhpcError } from "../errors";
import type { ListedJob } from "../listed-job";
import type { Log } from "../log";
import { Alarm } from "./alarm";
import type { EndpointCalls } from "./endpoint-calls";
import { nextLookAt, SHORTEST_MS } from "./schedule";
import { type Sweep, sweep } from "./sweep";
import { Wait, type WaitOutcome, type WaitRequest } from "./wait";
import { WatchedJob } from "./watched-job";

/** So many jobs of a cluster are looked at as soon as somebody waits for them; further ones are gathered for 2 s. */
const LOOKED_AT_AT_ONCE = 5;
/** How long the number of pages of a list is believed, in milliseconds. */
const PAGES_KNOWN_FOR_MS = 300_000;
const NOTHING: Sweep = { jobs: new Map(), complete: false, pages: null, error: null };

export interface ClusterWatchOptions {
  calls: EndpointCalls;
  clock: Clock;
  random: () => number;
  log: Log;
  /** Called when nobody waits any more. */
  onEmpty: () => void;
}

/**
 * Watches the jobs of one cluster that somebody waits for.
 *
 * A round begins when a look is due. It asks for the jobs that are due one by one, or sweeps the list of unfinished jobs
 * when that takes fewer calls; a sweep looks at all jobs at once. What the list says of a job only puts off its next
 * look: where it may be the end of a wait, and where a job is missing in it, GetJob is asked.
 */
export class ClusterWatch {
  readonly #clusterId: string;
  readonly #options: ClusterWatchOptions;
  readonly #alarm: Alarm;
  readonly #jobs = new Map<string, WatchedJob>();
  readonly #left = new AbortController();
  #roundAt = Number.NEGATIVE_INFINITY;
  #pages = { count: 1, knownAt: Number.NEGATIVE_INFINITY };
  #listsRefused = false;
  #sweeping = false;

  constructor(clusterId: string, options: ClusterWatchOptions) {
    this.#clusterId = clusterId;
    this.#options = options;
    this.#alarm = new Alarm(options.clock, () => this.#round());
  }

  /** How many jobs are watched. */
  get size(): number {
    return this.#jobs.size;
  }

  /** Waits for a job. Throws {@link EhpcError}. */
  wait(request: WaitRequest, signal: AbortSignal): Promise<WaitOutcome> {
    const now = this.#now();
    const known = this.#jobs.get(request.jobId);
    const job = known ?? this.#watch(request.jobId, now);
    const wait = new Wait(request, job, this.#options.clock, signal, (ended) => this.#leave(job, ended));
    job.waits.add(wait);
    if (known !== undefined) {
      job.dueAt = Math.min(job.dueAt, job.soonestLookAt(now));
      const fresh = job.freshAnswer(now);
      if (fresh !== null) wait.hear(fresh);
    }
    this.#arm();
    return wait.outcome;
  }

  #watch(jobId: string, now: number): WatchedJob {
    const job = new WatchedJob(jobId, now);
    this.#jobs.set(jobId, job);
    if (this.#jobs.size > LOOKED_AT_AT_ONCE) job.dueAt = Math.max(now, this.#roundAt + SHORTEST_MS);
    return job;
  }

  #leave(job: WatchedJob, wait: Wait): void {
    job.leave(wait);
    if (job.waits.size > 0) return;
    this.#jobs.delete(job.jobId);
    this.#arm();
    if (this.#jobs.size > 0) return;
    this.#left.abort();
    this.#options.onEmpty();
  }

  #arm(): void {
    let next = Number.POSITIVE_INFINITY;
    for (const { looking, dueAt } of this.#jobs.values()) if (!looking && dueAt < next) next = dueAt;
    // What becomes due during a sweep is looked at afterwards, in one round.
    this.#alarm.set(this.#sweeping || next === Number.POSITIVE_INFINITY ? null : next);
  }

  #round(): void {
    const now = this.#now();
    const idle = [...this.#jobs.values()].filter(({ looking }) => !looking);
    const due = idle.filter(({ dueAt }) => dueAt <= now);
    if (due.length > 0) {
      this.#roundAt = now;
      const random = this.#options.random();
      const soon = this.#dueSoon(idle, due, now);
      if (!this.#listsRefused && soon.length > this.#expectedPages(now)) void this.#sweep(idle, soon, random);
      else for (const job of due) void this.#look(job, random);
    }
    this.#arm();
  }

  /** The jobs that lists serve for, and that would have to be looked at before one of `due` is due again. */
  #dueSoon(idle: readonly WatchedJob[], due: readonly WatchedJob[], now: number): WatchedJob[] {
    const horizon = now + Math.min(...due.map((job) => job.longestPauseMs(now)));
    return idle.filter((job) => job.dueAt <= horizon && job.trustsLists(now));
  }

  /** One page, where nothing is known: that is the price of finding out. */
  #expectedPages(now: number): number {
    return now - this.#pages.knownAt < PAGES_KNOWN_FOR_MS ? this.#pages.count : 1;
  }

  /** @param toClose whether a list has it that the job may have come as far as somebody waits for. */
  async #look(job: WatchedJob, random: number, toClose = false): Promise<void> {
    const { calls } = this.#options;
    const askedAt = this.#now();
    job.looking = true;
    try {
      const { answer, begunAt } = await calls.getJob(this.#clusterId, job.jobId, job.left);
      const ended = job.answered(answer, this.#now());
      if (toClose && ended === 0) job.distrustLists(this.#now());
      this.#scheduleNext(job, begunAt, random, null);
    } catch (reason) {
      if (!calls.passes(reason)) {
        job.fail(reason, this.#now());
        return;
      }
      job.failed(reason);
      this.#scheduleNext(job, askedAt, random, reason);
    }
  }

  async #sweep(jobs: readonly WatchedJob[], wanted: readonly WatchedJob[], random: number): Promise<void> {
    const begunAt = this.#now();
    for (const job of jobs) job.looking = true;
    this.#sweeping = true;
    const found = await this.#readList(wanted);
    this.#sweeping = false;
    if (found.pages !== null) this.#pages = { count: found.pages, knownAt: this.#now() };
    for (const job of jobs) {
      job.looking = false;
      if (job.waits.size > 0) this.#conclude(job, found, begunAt, random);
    }
    this.#arm();
  }

  async #readList(wanted: readonly WatchedJob[]): Promise<Sweep> {
    const { calls, log } = this.#options;
    try {
      return await sweep({
        readPage: (page) => calls.listUnfinished(this.#clusterId, page, this.#left.signal),
        expectedPages: this.#expectedPages(this.#now()),
        paysToRead: (pages, found) =>
          wanted.filter(({ jobId, waits }) => waits.size > 0 && !found.has(jobId)).length > pages,
        passes: (reason): reason is EhpcError => calls.passes(reason),
      });
    } catch (reason) {
      if (!(reason instanceof EhpcError))
        for (const job of [...this.#jobs.values()]) job.fail(reason, this.#now());
      else if (!this.#left.signal.aborted) {
        this.#listsRefused = true;
        const { kind, code } = reason;
        log("info", "Jobs cannot be listed, and are asked for one by one.", { kind, code });
      }
      return NOTHING;
    }
  }

  /** Draws from a sweep what it says of a job: nothing new, a reason to ask GetJob, or nothing at all. */
  #conclude(job: WatchedJob, found: Sweep, begunAt: number, random: number): void {
    const now = this.#now();
    const due = job.dueAt <= now;
    const listed = found.jobs.get(job.jobId);
    if (listed !== undefined) this.#takeOverAge(job, listed, now);
    if (listed !== undefined && !job.mayEndWith(listed.state)) {
      job.listed(listed.state, now);
      this.#scheduleNext(job, begunAt, random, null);
    } else if (listed !== undefined || found.complete) {
      if (due || job.trustsLists(now)) void this.#look(job, random, true);
    } else if (due) {
      if (found.error === null || !job.trustsLists(now)) void this.#look(job, random);
      else {
        job.missed(found.error, now);
        this.#scheduleNext(job, begunAt, random, found.error);
      }
    }
  }

  #takeOverAge(job: WatchedJob, { submitTime }: ListedJob, now: number): void {
    if (submitTime === null || submitTime <= 0) return;
    job.submitted(now - (this.#options.clock.now().getTime() - submitTime * 1_000));
  }

  #scheduleNext(job: WatchedJob, begunAt: number, random: number, error: EhpcError | null): void {
    job.looking = false;
    if (job.waits.size === 0) return;
    const now = this.#now();
    job.dueAt = nextLookAt(begunAt, now, job.pauseMs(now, random));
    for (const wait of [...job.waits]) wait.report(job.dueAt - now, error);
    this.#arm();
  }

  #now(): number {
    return this.#options.clock.monotonicMs();
  }
}
