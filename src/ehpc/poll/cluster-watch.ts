import type { Clock } from "../../base/clock";
import { EhpcError, type EhpcErrorKind } from "../../base/errors";
import type { Log } from "../../base/log";
import { formatDuration } from "../../notation/duration";
import { Alarm } from "./alarm";
import { conclusionOn, listedIn } from "./conclusion";
import type { EndpointCalls } from "./endpoint-calls";
import { nextLookAt, SHORTEST_MS } from "./schedule";
import type { Sweep } from "./sweep";
import { UnfinishedList } from "./unfinished-list";
import { Wait, type WaitOutcome, type WaitRequest } from "./wait";
import { WatchedJob } from "./watched-job";

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
 * when that takes fewer calls; the list looks at all jobs at once. What it says of a job only puts off its next look:
 * where it may be the end of a wait, and where a job is missing in it, GetJob is asked.
 */
export class ClusterWatch {
  readonly #clusterId: string;
  readonly #options: ClusterWatchOptions;
  readonly #alarm: Alarm;
  readonly #list: UnfinishedList;
  readonly #jobs = new Map<string, WatchedJob>();
  readonly #left = new AbortController();
  #roundAt = Number.NEGATIVE_INFINITY;
  #sweeping = false;

  constructor(clusterId: string, options: ClusterWatchOptions) {
    this.#clusterId = clusterId;
    this.#options = options;
    this.#alarm = new Alarm(options.clock, () => this.#round());
    this.#list = new UnfinishedList(clusterId, options.calls, options.log);
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
    const wait = new Wait(request, job, this.#options.clock, signal, {
      onEnd: (ended) => this.#leave(job, ended),
      onOverdue: () => {
        job.dueAt = this.#now();
        this.#arm();
      },
    });
    job.waits.add(wait);
    if (known !== undefined) {
      job.dueAt = Math.min(job.dueAt, job.soonestLookAt(now));
      job.tell(wait, now);
    }
    this.#arm();
    return wait.outcome;
  }

  #watch(jobId: string, now: number): WatchedJob {
    const job = new WatchedJob(jobId, now);
    this.#jobs.set(jobId, job);
    if (this.#jobs.size > LOOKED_AT_AT_ONCE) {
      job.dueAt = Math.max(now, this.#roundAt + SHORTEST_MS);
    }
    return job;
  }

  #leave(job: WatchedJob, wait: Wait): void {
    job.leave(wait);
    if (job.waits.size > 0) {
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

  #round(): void {
    const now = this.#now();
    const idle = [...this.#jobs.values()].filter(({ looking }) => !looking);
    const due = idle.filter(({ dueAt }) => dueAt <= now);
    if (due.length > 0) {
      this.#roundAt = now;
      const random = this.#options.random();
      const soon = dueSoon(idle, due, now);
      if (this.#list.paysFor(soon.length, now)) {
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
    if (after === before || job.waits.size === 0) {
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
    const begunAt = this.#now();
    for (const job of jobs) {
      job.looking = true;
    }
    this.#sweeping = true;
    const found = await this.#list.read(
      (listed) => soon.filter(({ key, waits }) => waits.size > 0 && !listed.has(key)).length,
      begunAt,
      this.#left.signal,
    );
    this.#sweeping = false;
    for (const job of jobs) {
      job.looking = false;
      if (job.waits.size > 0) {
        this.#conclude(job, found, begunAt, random);
      }
    }
    this.#arm();
  }

  #conclude(job: WatchedJob, found: Sweep, begunAt: number, random: number): void {
    const now = this.#now();
    const listed = listedIn(found, job);
    const conclusion = conclusionOn(job, found, now);
    if (listed !== undefined) {
      job.takeAgeFrom(listed, now, this.#options.clock.now());
    }
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
    if (conclusion === "missed" && found.error !== null) {
      job.missed(found.error, now);
      this.#scheduleNext(job, begunAt, random, found.error);
    }
  }

  #scheduleNext(job: WatchedJob, begunAt: number, random: number, error: EhpcError | null): void {
    const now = this.#now();
    job.looking = false;
    const usual = nextLookAt(begunAt, now, job.pauseMs(now, random));
    job.dueAt = Math.max(now, Math.min(usual, job.nextLookBy(now, error !== null)));
    for (const wait of [...job.waits]) {
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
