import type { Clock } from "../../base/clock";
import { abortedError, EhpcError, type EhpcErrorKind } from "../../base/errors";
import type { Log } from "../../base/log";
import { formatDuration } from "../../notation/duration";
import { Alarm } from "./alarm";
import { ClusterLists, type Lists } from "./cluster-lists";
import { conclusionOn, isOneJob, listedIn, mayHaveEnded, standsFor } from "./conclusion";
import type { EndpointCalls } from "./endpoint-calls";
import { nextLookAt, SHORTEST_MS } from "./schedule";
import { Wait, type Waiter, type Watcher } from "./wait";
import type { WaitedJob, WaitOutcome, WaitRequest } from "./wait-request";
import { WaitTerms } from "./wait-terms";
import { type StateListener, WatchedJob } from "./watched-job";

/** So many jobs of a cluster are looked at as soon as somebody waits for them; further ones are gathered for 2 s. */
const LOOKED_AT_AT_ONCE = 5;

/** Refusals that a look gets now and then without their being so: several have to agree. */
const NEEDS_AGREEMENT: readonly EhpcErrorKind[] = ["job-not-found", "wrong-job", "array-undecided"];
/** The same once the job was seen: what was right before cannot be wrong by itself. */
const NEEDS_AGREEMENT_ONCE_SEEN: readonly EhpcErrorKind[] = [
  "cluster-not-found",
  "invalid-params",
  "credentials",
  "other",
];

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
 * A round begins when a look is due. It asks for the jobs that are due one by one, or reads the list of unfinished jobs
 * when that takes fewer calls; the list looks at all jobs at once. What it says of a job puts off its next look. Where it
 * may be the end of a wait, and where a job is missing in it, the list of ended jobs decides for the waits that trust it
 * (`evidence` of {@link WaitRequest}), and GetJob for all others.
 */
export class ClusterWatch implements Watcher {
  readonly #clusterId: string;
  readonly #options: ClusterWatchOptions;
  readonly #alarm: Alarm;
  readonly #lists: ClusterLists;
  readonly #jobs = new Map<string, WatchedJob>();
  readonly #left = new AbortController();
  /** One for all jobs, which may be thousands. */
  readonly #logState: StateListener = (job_id, state, before) => {
    const change = before === undefined ? "" : `${JSON.stringify(before)} -> `;
    const message = `Job ${job_id}: ${change}${JSON.stringify(state)}.`;
    this.#options.log("info", message, { cluster_id: this.#clusterId, job_id, state });
  };
  #roundAt = Number.NEGATIVE_INFINITY;
  #sweeping = false;

  constructor(clusterId: string, options: ClusterWatchOptions) {
    this.#clusterId = clusterId;
    this.#options = options;
    this.#alarm = new Alarm(options.clock, () => this.#round());
    this.#lists = new ClusterLists(clusterId, options);
  }

  /** How many jobs are watched. */
  get size(): number {
    return this.#jobs.size;
  }

  /** Waits for a job. Throws {@link EhpcError}. */
  wait(request: WaitRequest, signal: AbortSignal): Promise<WaitOutcome> {
    const { onLook: looked = () => {} } = request;
    let onAbort = () => {};
    return new Promise<WaitOutcome>((ended, failed) => {
      const terms = new WaitTerms(request, this.#options.clock);
      const wait = this.join(terms, request, { looked, ended, failed });
      onAbort = () => wait.fail(abortedError());
      signal.addEventListener("abort", onAbort, { once: true });
    }).finally(() => signal.removeEventListener("abort", onAbort));
  }

  /** Begins a wait for a job. */
  join(terms: WaitTerms, { jobId, taskOf, submitTime = null }: WaitedJob, waiter: Waiter): Wait {
    const now = this.#now();
    const known = this.#jobs.get(jobId);
    const job = known ?? this.#watch(jobId, now);
    const wait = new Wait(terms, job, taskOf ?? null, { waiter, watcher: this });
    job.join(wait);
    if (submitTime !== null) {
      job.wasSubmitted(submitTime);
    }
    if (known !== undefined) {
      job.dueAt = Math.min(job.dueAt, job.soonestLookAt(now));
      job.tell(wait, now);
    }
    this.#armFor(job);
    return wait;
  }

  onOverdue({ jobId }: Wait): void {
    const job = this.#jobs.get(jobId);
    if (job !== undefined) {
      job.dueAt = this.#now();
      this.#armFor(job);
    }
  }

  #watch(jobId: string, now: number): WatchedJob {
    const job = new WatchedJob(jobId, now, this.#logState);
    this.#jobs.set(jobId, job);
    if (this.#jobs.size > LOOKED_AT_AT_ONCE) {
      job.dueAt = Math.max(now, this.#roundAt + SHORTEST_MS);
    }
    return job;
  }

  onEnd(wait: Wait): void {
    const job = this.#jobs.get(wait.jobId);
    job?.leave(wait);
    if (job === undefined || job.waits.length > 0) {
      return;
    }
    this.#jobs.delete(job.jobId);
    if (this.#jobs.size > 0) {
      return;
    }
    this.#alarm.set(null);
    this.#left.abort();
    this.#options.onEmpty();
  }

  #arm(): void {
    let next = Number.POSITIVE_INFINITY;
    for (const { looking, dueAt } of this.#jobs.values()) {
      if (!looking && dueAt < next) {
        next = dueAt;
      }
    }
    // What becomes due during a sweep is looked at afterwards, in one round.
    this.#alarm.set(this.#sweeping || next === Number.POSITIVE_INFINITY ? null : next);
  }

  /** The same, where the others are armed for. */
  #armFor({ looking, dueAt }: WatchedJob): void {
    const { at } = this.#alarm;
    if (!this.#sweeping && !looking && (at === null || dueAt < at)) {
      this.#alarm.set(dueAt);
    }
  }

  #round(): void {
    const now = this.#now();
    const idle = [...this.#jobs.values()].filter(({ looking }) => !looking);
    const due = idle.filter(({ dueAt }) => dueAt <= now);
    if (due.length > 0) {
      this.#roundAt = now;
      const random = this.#options.random();
      const soon = dueSoon(idle, due, now);
      const needsList = due.some((job) => job.isToCome) && this.#lists.isReadable(now);
      if (needsList || this.#lists.paysFor(soon.length, now)) {
        void this.#sweep(idle, soon, random);
      } else {
        for (const job of due) {
          void this.#look(job, random);
        }
      }
    }
    this.#arm();
  }

  /** @param toClose whether a list has it that the job may have come as far as somebody waits for. */
  async #look(job: WatchedJob, random: number, toClose = false): Promise<void> {
    const { calls } = this.#options;
    const askedAt = this.#now();
    job.looking = true;
    try {
      const { answer, begunAt } = await calls.getJob(this.#clusterId, job.jobId, job.left, job.known);
      const before = job.graceEndsAt;
      const ended = job.answered(answer, begunAt, this.#now());
      this.#tellGrace(job, before);
      if (toClose && ended === 0) {
        job.distrustLists(this.#now());
      }
      this.#scheduleNext(job, begunAt, random, null);
    } catch (reason) {
      const now = this.#now();
      const end = this.#endBy(reason, job, now);
      if (end !== null) {
        job.fail(end);
        return;
      }
      if (reason instanceof EhpcError) {
        job.failed(reason);
        this.#scheduleNext(job, askedAt, random, reason);
      }
    }
    this.#arm();
  }

  /** The error with which a failure ends all waits for a job; `null` where it may pass. */
  #endBy(reason: unknown, job: WatchedJob, now: number): unknown {
    if (!(reason instanceof EhpcError)) {
      return reason;
    }
    const { calls } = this.#options;
    const needsAgreement =
      NEEDS_AGREEMENT.includes(reason.kind) ||
      (job.wasSeen && NEEDS_AGREEMENT_ONCE_SEEN.includes(reason.kind) && !calls.passes(reason));
    if (!needsAgreement) {
      return calls.passes(reason) ? null : reason;
    }
    if (!job.refused(reason, now)) {
      return null;
    }
    const other = job.otherRefusal(reason);
    const history = reason.kind === "job-not-found" || other !== null ? job.history(now) : null;
    if (history === null) {
      return reason;
    }
    return reason.givenUp(reason.attempts, other === null ? history : `${other} ${history}`);
  }

  /** Tells that a job may be put back into the queue, and that this is over. */
  #tellGrace(job: WatchedJob, before: number | null): void {
    const { state, graceEndsAt: after, jobId: job_id } = job;
    if (after === before || job.waits.length === 0) {
      return;
    }
    const { log } = this.#options;
    if (after === null) {
      log("info", "The scheduler requeued the job.", { job_id, state });
      return;
    }
    const left = formatDuration(after - this.#now());
    log("info", `${state}; waiting ${left} for the scheduler to requeue it.`, { job_id, state });
  }

  /** @param soon the jobs for whose sake the list is read; it serves for all `jobs`. */
  async #sweep(jobs: readonly WatchedJob[], soon: readonly WatchedJob[], random: number): Promise<void> {
    for (const job of jobs) {
      job.looking = true;
    }
    this.#sweeping = true;
    const listsFor = await this.#lists.read(jobs, soon, this.#left.signal);
    this.#sweeping = false;
    for (const job of jobs) {
      job.looking = false;
      if (job.waits.length > 0) {
        this.#conclude(job, listsFor(job), random);
      }
    }
    this.#arm();
  }

  #conclude(job: WatchedJob, lists: Lists, random: number): void {
    const { unfinished, finished, begunAt } = lists;
    const now = this.#now();
    const listed = listedIn(unfinished, job);
    if (listed !== undefined) {
      job.takeAgeFrom(listed, now, this.#options.clock.now());
    }
    const others = listed === undefined ? standsFor(unfinished, job) : null;
    if (others !== null) {
      job.listedAsOneOf(others.row, others.state, begunAt, now);
      this.#scheduleNext(job, begunAt, random, null);
      return;
    }
    if (finished !== null && unfinished.complete && job.endsByList && mayHaveEnded(job, unfinished)) {
      const word = this.#concludeEnded(job, { ...lists, finished }, now);
      if (word === "heard" || word === "again") {
        if (job.waits.length > 0) {
          this.#scheduleNext(job, finished.begunAt, word === "again" ? 0 : random, null);
        }
        return;
      }
      if (word === "missed" && finished.found.error !== null) {
        job.missed(finished.found.error, now);
        this.#scheduleNext(job, begunAt, random, finished.found.error);
        return;
      }
    }
    const conclusion = conclusionOn(job, unfinished, now);
    if (conclusion === "ask") {
      void this.#look(job, random);
    }
    if (conclusion === "close") {
      void this.#look(job, random, true);
    }
    if (conclusion === "listed" && listed !== undefined) {
      job.listed(listed, begunAt, now);
      this.#scheduleNext(job, begunAt, random, null);
    }
    if (conclusion === "missed" && unfinished.error !== null) {
      job.missed(unfinished.error, now);
      this.#scheduleNext(job, begunAt, random, unfinished.error);
    }
  }

  /** What the list of ended jobs means for a job that the list of unfinished ones does not have, or has as ended. */
  #concludeEnded(
    job: WatchedJob,
    { unfinished, certain, finished }: Lists & { finished: NonNullable<Lists["finished"]> },
    now: number,
  ): "heard" | "again" | "ask" | "missed" {
    const { begunAt } = finished;
    const isNew = job.isFirstSeen;
    const found = (isNew ? finished.whole : null) ?? finished.found;
    const listed = listedIn(found, job);
    if (listed === undefined) {
      return found.error !== null && job.trustsLists(now) && !found.jobs.has(job.key) ? "missed" : "ask";
    }
    // On a page that was not read, and in a row that was lost, there may be a later run under the same ID.
    const isLatest = isNew
      ? found.fits || (found.order === "falling" && found.full)
      : found.complete || found.order !== "rising";
    if (!isLatest && found.error !== null && job.trustsLists(now)) {
      return "missed";
    }
    const isClear =
      isLatest &&
      !unfinished.ambiguous.has(job.key) &&
      !found.ambiguous.has(job.key) &&
      isOneJob(job.jobId, listed, [unfinished, found]);
    if (!isClear) {
      return "ask";
    }
    job.takeAgeFrom(listed, now, this.#options.clock.now());
    const before = job.graceEndsAt;
    const word = job.endedBy(listed, begunAt, now, certain);
    if (word === "heard") {
      this.#tellGrace(job, before);
    }
    return word;
  }

  #scheduleNext(job: WatchedJob, begunAt: number, random: number, error: EhpcError | null): void {
    const now = this.#now();
    job.looking = false;
    const usual = nextLookAt(begunAt, now, job.pauseMs(now, random));
    job.dueAt = Math.max(now, Math.min(usual, job.nextLookBy(now, error !== null)));
    for (const wait of job.waits) {
      wait.report(job.dueAt - now, error);
    }
  }

  #now(): number {
    return this.#options.clock.monotonicMs();
  }
}

/** The jobs that lists serve for, and that would have to be looked at before one of `due` is due again. */
function dueSoon(idle: readonly WatchedJob[], due: readonly WatchedJob[], now: number): WatchedJob[] {
  const horizon = now + Math.min(...due.map((job) => job.longestPauseMs(now)));
  return idle.filter((job) => job.dueAt <= horizon && job.trustsLists(now));
}
