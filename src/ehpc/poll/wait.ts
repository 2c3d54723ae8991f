import type { EhpcError } from "../../base/errors";
import { classifyState, hasEnded, mayRestart, sameState } from "../../notation/phase";
import type { JobAnswer } from "../api/client";
import type { Job } from "../job/job";
import type { JobRecord } from "../job/job-record";
import { areOfOneUser } from "../job/user";
import { speakingJob } from "../job/whole-array";
import type { ListedJob } from "../list/listed-job";
import {
  differ,
  type Identity,
  identityOf,
  isUnproven,
  jobChanged,
  listedOtherwise,
  NOBODY,
  together,
  whoseOf,
} from "./identity";
import { SHORTEST_MS } from "./schedule";
import { maySettle, verdictOn } from "./verdict";
import type { Look, Standing, WaitOutcome } from "./wait-request";
import type { TimedWait, WaitTerms } from "./wait-terms";

/** The last look of a wait is repeated so often, in milliseconds, where it fails: connections seldom survive the sleep of a process. */
const LAST_LOOK_AGAIN_MS = 500;
/** The part of the grace after which a job is looked at again that may be put back into the queue. */
const SHARE_OF_GRACE = 0.25;

/** What the looks at a job have shown, for everybody who waits for it. */
export interface Findings {
  readonly jobId: string;
  readonly state: string | null;
  /** Since when the job has been seen in `state`; `null` before it was seen. */
  readonly stateSince: number | null;
  readonly lastAnswer: JobAnswer | null;
  readonly lastError: EhpcError | null;
  /** What was told of the job last, by whomever. */
  readonly record: JobRecord | null;
}

/** What decides of a job in a list. */
export type Listed = Pick<ListedJob, "state" | "written"> & Identity;

/** Who waits for a job. */
export interface Waiter {
  /** Is told of every look that does not end the wait. What it throws ends the wait. */
  looked(look: Look): void;
  /** Is told, once, how the wait came out. */
  ended(outcome: WaitOutcome): void;
  /** Is told, in place of that, why it could not come out. */
  failed(reason: unknown): void;
}

/** Who looks at jobs for waits. */
export interface Watcher {
  /** Called once for each wait, before who waits is told, when it is over in whichever way. */
  onEnd(wait: Wait): void;
  /**
   * Called when a wait needs one more look: its time is over and its process did not run in the meantime, or its time is
   * nearly over and a list spoke last.
   */
  onOverdue(wait: Wait): void;
}

/** One caller's wait, from its beginning to its outcome. There may be thousands: what they share is in the terms. */
export class Wait implements TimedWait {
  /** The array of which the job is a task; `null` for any other job. */
  readonly taskOf: string | null;
  readonly #terms: WaitTerms;
  readonly #findings: Findings;
  readonly #waiter: Waiter;
  readonly #watcher: Watcher;
  /** Whose job it is, as GetJob and as lists have told in the course of this wait. */
  #identity = NOBODY;
  #createTime: string | null = null;
  #listedIdentity = NOBODY;
  /** Where an array stands, after its tasks; `null` for any other job, and where a list has told since. */
  #array: Pick<Findings, "state" | "stateSince"> | null = null;
  /** Whether a list has spoken last, which may be stale. */
  #heardByList = false;
  /** Whether its time is nearly over, and GetJob has to be asked once more. */
  #asksGetJob = false;
  #isOver = false;

  constructor(
    terms: WaitTerms,
    findings: Findings,
    taskOf: string | null,
    { waiter, watcher }: { waiter: Waiter; watcher: Watcher },
  ) {
    this.taskOf = taskOf;
    this.#terms = terms;
    this.#findings = findings;
    this.#waiter = waiter;
    this.#watcher = watcher;
    terms.add(this);
  }

  nearEnd(): void {
    this.#asksGetJob = this.#heardByList && !this.trustsLists;
    if (this.#heardByList) {
      this.overdue();
    }
  }

  overdue(): void {
    this.#watcher.onOverdue(this);
  }

  timeOut(): void {
    const { lastAnswer: last, lastError } = this.#findings;
    const waitedMs = this.#terms.clock.monotonicMs() - this.#terms.begunAt;
    this.#end({ kind: "timeout", last, lastError, waitedMs, ...this.#standing() });
  }

  get jobId(): string {
    return this.#findings.jobId;
  }

  /** What was told of the job last; `null` before it was seen. */
  get record(): JobRecord | null {
    return this.#findings.record;
  }

  /** Whether a list of ended jobs may end the wait. */
  get trustsLists(): boolean {
    return this.#terms.goal.evidence === "list";
  }

  get intervalMs(): number | null {
    return this.#terms.goal.intervalMs;
  }

  /** When the state that was seen last is the end, if the job stays in it that long; `null` where it needs no time. */
  get graceEndsAt(): number | null {
    const { state, stateSince } = this.#seen;
    if (stateSince === null || this.#terms.graceMs === 0) {
      return null;
    }
    return mayRestart(state, this.#terms.goal.lists) ? stateSince + this.#terms.graceMs : null;
  }

  /** The latest time of the next look: infinity where the usual pause will do. */
  nextLookBy(now: number, failed: boolean): number {
    if (this.#terms.overdueSince !== null) {
      return now + (failed ? LAST_LOOK_AGAIN_MS : 0);
    }
    const endsAt = this.graceEndsAt;
    if (endsAt === null || (failed && endsAt <= now)) {
      return Number.POSITIVE_INFINITY;
    }
    return Math.min(endsAt, now + Math.max(SHORTEST_MS, this.#terms.graceMs * SHARE_OF_GRACE));
  }

  /** Whether GetJob has to be asked because of what ListJobs tells: the state may be the end, or the job another's. */
  mayEndWith(listed: Listed): boolean {
    const phase = classifyState(listed.state, this.#terms.goal.lists);
    return (
      this.#asksGetJob ||
      maySettle(phase, this.#terms.goal.until) ||
      differ(this.#listedIdentity, identityOf(listed)) ||
      listedOtherwise(identityOf(listed), this.#identity)
    );
  }

  /**
   * Ends the wait if GetJob's answer does, of which the findings tell already.
   *
   * @param begunAt when GetJob was asked
   */
  hear(given: JobAnswer, begunAt: number): void {
    this.#heardByList = false;
    const { lists, until } = this.#terms.goal;
    const job = speakingJob(given.job, lists, until);
    const answer = job === given.job ? given : { ...given, job };
    this.#readArray(job);
    const identity = whoseOf(job);
    const before = { ...this.#identity, createTime: this.#createTime };
    const isOther =
      differ(this.#identity, identity) || isUnproven(before, { ...identity, createTime: job.createTime });
    // A list tells of one task of an array, which may have a name of its own.
    const listed =
      job.array === undefined ? this.#listedIdentity : { ...this.#listedIdentity, jobName: null };
    const other = isOther ? this.#identity : listedOtherwise(listed, identity) ? listed : null;
    if (other !== null) {
      this.fail(jobChanged(this.jobId, other, identity));
      return;
    }
    this.#identity = together(this.#identity, identity);
    this.#createTime = job.createTime ?? this.#createTime;
    this.#settleBy(answer, begunAt);
  }

  /** Whether a row of the list of ended jobs is not enough: it tells of no end, or of another job than was told before. */
  doubts(listed: Listed): boolean {
    const { jobName, runAsUser } = identityOf(listed);
    return (
      !hasEnded(classifyState(listed.state, this.#terms.goal.lists)) ||
      differ(this.#listedIdentity, identityOf(listed)) ||
      listedOtherwise(identityOf(listed), this.#identity) ||
      !areOfOneUser(this.#terms.goal.user ?? null, runAsUser) ||
      // What stands for any letter proves nothing.
      `${jobName}${runAsUser}`.includes("\ufffd")
    );
  }

  /**
   * Takes in a row of the list of ended jobs, which {@link doubts} has let pass, and ends the wait if it does.
   *
   * @param answer the same as GetJob would tell it
   * @param begunAt when reading the list began
   */
  hearEnd(listed: Listed, answer: JobAnswer, begunAt: number): void {
    this.#heardByList = true;
    this.#listedIdentity = together(this.#listedIdentity, identityOf(listed));
    this.#array = null;
    this.#settleBy(answer, begunAt);
  }

  /** Ends the wait if an answer does, about the job that the wait is for. */
  #settleBy(answer: JobAnswer, begunAt: number): void {
    const { lists, until } = this.#terms.goal;
    const { job } = answer;
    const phase = classifyState(job.state, lists);
    const verdict = verdictOn(job, phase, until);
    const graceEndsAt = this.graceEndsAt;
    if (verdict === "waiting" || (graceEndsAt !== null && begunAt < graceEndsAt)) {
      this.#goOn(begunAt);
      return;
    }
    const graceMs = graceEndsAt === null ? null : this.#terms.graceMs;
    if (verdict === "reached") {
      this.#end({ kind: "reached", answer, phase });
    } else {
      this.#end({ kind: "failed", answer, phase: "failed", graceMs });
    }
  }

  /** Takes in a list that was read from `begunAt` on, and whose word {@link mayEndWith} says ends nothing. */
  listed(listed: Listed, begunAt: number): void {
    this.#heardByList = true;
    this.#listedIdentity = together(this.#listedIdentity, identityOf(listed));
    this.#array = null;
    this.#goOn(begunAt);
  }

  /** Takes in whose job it is, by a look that has told no more. What was told before counts. */
  meet(whose: Identity): void {
    this.#identity = together(whose, this.#identity);
  }

  /** Ends the wait with an error. */
  fail(reason: unknown): void {
    if (this.#isFirstEnd()) {
      this.#waiter.failed(reason);
    }
  }

  #end(outcome: WaitOutcome): void {
    if (this.#isFirstEnd()) {
      this.#waiter.ended(outcome);
    }
  }

  /** Lets go of the wait; false where it was over before. */
  #isFirstEnd(): boolean {
    if (this.#isOver) {
      return false;
    }
    this.#isOver = true;
    this.#terms.remove(this);
    this.#watcher.onEnd(this);
    return true;
  }

  /** Tells the caller of a look that has not ended the wait. */
  report(nextLookMs: number, error: EhpcError | null): void {
    if (this.#isOver) {
      return;
    }
    try {
      this.#waiter.looked({ ...this.#standing(), nextLookMs, error });
    } catch (reason) {
      this.fail(reason);
    }
  }

  /** A look has not shown the end: a wait whose time is over waits no longer for that. */
  #goOn(begunAt: number): void {
    const { overdueSince } = this.#terms;
    if (overdueSince !== null && begunAt >= overdueSince) {
      this.timeOut();
    }
  }

  /** Takes in what the tasks of an array come to, which is for each wait to say: it reads states in its own way. */
  #readArray({ array, state }: Job): void {
    const since = this.#findings.stateSince ?? this.#terms.clock.monotonicMs();
    const same = this.#array !== null && sameState(this.#array.state, state);
    const stateSince = same
      ? Math.max(since, this.#array?.stateSince ?? since)
      : this.#terms.clock.monotonicMs();
    this.#array = array === undefined ? null : { state, stateSince };
  }

  /** What was seen last, and since when. */
  get #seen(): Pick<Findings, "state" | "stateSince"> {
    return this.#array ?? this.#findings;
  }

  #standing(): Standing {
    const { state, stateSince } = this.#seen;
    const now = this.#terms.clock.monotonicMs();
    const { graceEndsAt } = this;
    return {
      state,
      phase: classifyState(state, this.#terms.goal.lists),
      inStateMs: stateSince === null ? 0 : now - stateSince,
      graceLeftMs: graceEndsAt === null ? null : Math.max(0, graceEndsAt - now),
    };
  }
}
