import type { Clock } from "../../base/clock";
import { abortedError, type EhpcError } from "../../base/errors";
import { parseDuration } from "../../notation/duration";
import {
  classifyState,
  hasEnded,
  mayRestart,
  type Phase,
  type StateLists,
  sameState,
} from "../../notation/phase";
import { DEFAULT_REQUEUE_GRACE } from "../../notation/wait-time";
import type { JobAnswer } from "../api/client";
import type { Job } from "../job/job";
import type { JobRecord } from "../job/job-record";
import { areOfOneUser } from "../job/user";
import { speakingJob } from "../job/whole-array";
import type { ListedJob } from "../list/listed-job";
import type { Alarms, SharedAlarm } from "./alarm";
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
import { maySettle, type Until, verdictOn } from "./verdict";

/** An alarm that rings so much too late, in milliseconds, says that the process did not run in the meantime. */
const LATE_MS = 1_000;
/** How long the last look of a wait may take whose process did not run when its time was over, in milliseconds. */
export const LAST_LOOK_MS = 5_000;
/** That look is repeated so often, in milliseconds, where it fails: connections seldom survive the sleep of a process. */
const LAST_LOOK_AGAIN_MS = 500;
/** The part of the grace after which a job is looked at again that may be put back into the queue. */
const SHARE_OF_GRACE = 0.25;

/** A wait for one job. */
export interface WaitRequest {
  clusterId: string;
  jobId: string;
  until: Until;
  /** The wait is over after this many milliseconds, to the millisecond. */
  timeoutMs: number;
  /** Milliseconds between looks; `null` leaves them to the job's age, see `pauseMs`. */
  intervalMs: number | null;
  /** The caller's own reading of states. @default the built-in one alone */
  lists?: StateLists;
  /**
   * For so many milliseconds a job has to stay in a state that the scheduler may take back, such as PREEMPTED, before
   * that is its end; 0 takes it for the end at once.
   *
   * @default {@link DEFAULT_REQUEUE_GRACE}
   */
  requeueGraceMs?: number;
  /**
   * Whether a list of ended jobs is enough to end the wait, where nothing speaks against it.
   *
   * @default GetJob has the last word
   */
  evidence?: "list";
  /** The array of which the job is a task, which may not exist yet. @default none */
  taskOf?: string;
  /** Whose job it is, as was told before; a list that says otherwise ends nothing. @default not known */
  user?: string | null;
  /** When the job was submitted, in Unix seconds, as was told before. @default not known */
  submitTime?: number | null;
  /** When the wait began, on the monotonic clock; waits that began together share a timer. @default now */
  begunAt?: number;
  /** Is told of every look that does not end the wait. What it throws ends the wait. */
  onLook?: (look: Look) => void;
}

/** What is known of a job after a look at it. */
export interface Look {
  /** The state last seen, in the service's words; `null` before one was seen. */
  state: string | null;
  phase: Phase;
  /** How long the job has been seen in this state, in milliseconds: it may have been in it longer. */
  inStateMs: number;
  /** Milliseconds until the next look. */
  nextLookMs: number;
  /** The milliseconds in which the scheduler may put the job back into the queue; `null` in any other state. */
  graceLeftMs: number | null;
  /** Why this look failed, for the time being; `null` when it did not. */
  error: EhpcError | null;
}

/** How a wait came out. */
export type WaitOutcome =
  /** What was waited for is so, by GetJob's own word, or by that of a list where this is enough. */
  | { kind: "reached"; answer: JobAnswer; phase: Phase }
  /** The job has failed, so that what was waited for cannot come. */
  | {
      kind: "failed";
      answer: JobAnswer;
      phase: "failed";
      /** The grace that has passed, in milliseconds, where the scheduler might have taken the state back. */
      graceMs: number | null;
    }
  | ({
      kind: "timeout";
      /** GetJob's last answer. It may be older than `state`, or `null`, where ListJobs told the state. */
      last: JobAnswer | null;
      waitedMs: number;
      /** Why the last look failed; `null` when it did not. */
      lastError: EhpcError | null;
    } & Standing);

/** How a job stands, for one who waits for it. */
type Standing = Pick<Look, "state" | "phase" | "inStateMs" | "graceLeftMs">;

/** What the looks at a job have shown, for everybody who waits for it. */
export interface Findings {
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

/** Who is told of a wait. */
export interface WaitHooks {
  /** Called once, when the wait is over in whichever way. */
  onEnd: (wait: Wait) => void;
  /**
   * Called when a wait needs one more look: its time is over and its process did not run in the meantime, or its time is
   * nearly over and a list spoke last.
   */
  onOverdue: () => void;
}

/** One caller's wait, from its beginning to its outcome. */
export class Wait {
  readonly outcome: Promise<WaitOutcome>;
  readonly #request: WaitRequest;
  readonly #findings: Findings;
  readonly #clock: Clock;
  readonly #alarms: Alarms;
  readonly #endsAt: number;
  readonly #graceMs: number;
  readonly #begunAt: number;
  readonly #onOverdue: () => void;
  /** Whose job it is, as GetJob and as lists have told in the course of this wait. */
  #identity = NOBODY;
  #createTime: string | null = null;
  #listedIdentity = NOBODY;
  /** Where an array stands, after its tasks; `null` for any other job, and where a list has told since. */
  #array: Pick<Findings, "state" | "stateSince"> | null = null;
  /** Since when it waits for its last look; `null` while it has time. */
  #overdueSince: number | null = null;
  /** Whether a list has spoken last, which may be stale. */
  #heardByList = false;
  /** Whether its time is nearly over, and GetJob has to be asked once more. */
  #asksGetJob = false;
  #alarm: SharedAlarm | null = null;
  readonly #ring = () => this.#rung();
  #end: (settle: () => void) => void = () => {};
  #resolve: (outcome: WaitOutcome) => void = () => {};
  #reject: (reason: unknown) => void = () => {};

  constructor(
    request: WaitRequest,
    findings: Findings,
    alarms: Alarms,
    signal: AbortSignal | null,
    { onEnd, onOverdue }: WaitHooks,
  ) {
    this.#request = request;
    this.#findings = findings;
    const { clock } = alarms;
    this.#alarms = alarms;
    this.#clock = clock;
    this.#graceMs = request.requeueGraceMs ?? parseDuration(DEFAULT_REQUEUE_GRACE);
    this.#begunAt = request.begunAt ?? clock.monotonicMs();
    this.#endsAt = this.#begunAt + request.timeoutMs;
    this.#onOverdue = onOverdue;
    this.#ringAt(Math.max(this.#begunAt, this.#endsAt - LAST_LOOK_MS));
    this.outcome = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    const onAbort = () => this.fail(abortedError());
    signal?.addEventListener("abort", onAbort, { once: true });
    this.#end = (settle) => {
      this.#end = () => {};
      this.#ringAt(null);
      signal?.removeEventListener("abort", onAbort);
      settle();
      onEnd(this);
    };
  }

  #ringAt(at: number | null): void {
    if (this.#alarm !== null) {
      this.#alarms.remove(this.#alarm, this.#ring);
    }
    this.#alarm = at === null ? null : this.#alarms.add(at, this.#ring);
  }

  /** Its time is nearly over, or over. */
  #rung(): void {
    this.#alarm = null;
    const now = this.#clock.monotonicMs();
    if (now < this.#endsAt) {
      this.#ringAt(this.#endsAt);
      this.#asksGetJob = this.#heardByList && !this.trustsLists;
      if (this.#heardByList) {
        this.#onOverdue();
      }
      return;
    }
    if (this.#overdueSince !== null || now - this.#endsAt <= LATE_MS) {
      this.#timeOut();
      return;
    }
    this.#overdueSince = now;
    this.#ringAt(now + LAST_LOOK_MS);
    this.#onOverdue();
  }

  /** What was told of the job last; `null` before it was seen. */
  get record(): JobRecord | null {
    return this.#findings.record;
  }

  /** Whether a list of ended jobs may end the wait. */
  get trustsLists(): boolean {
    return this.#request.evidence === "list";
  }

  /** The array of which the job is a task; `null` for any other job. */
  get taskOf(): string | null {
    return this.#request.taskOf ?? null;
  }

  get intervalMs(): number | null {
    return this.#request.intervalMs;
  }

  /** When the state that was seen last is the end, if the job stays in it that long; `null` where it needs no time. */
  get graceEndsAt(): number | null {
    const { state, stateSince } = this.#seen;
    if (stateSince === null || this.#graceMs === 0) {
      return null;
    }
    return mayRestart(state, this.#request.lists) ? stateSince + this.#graceMs : null;
  }

  /** The latest time of the next look: infinity where the usual pause will do. */
  nextLookBy(now: number, failed: boolean): number {
    if (this.#overdueSince !== null) {
      return now + (failed ? LAST_LOOK_AGAIN_MS : 0);
    }
    const endsAt = this.graceEndsAt;
    if (endsAt === null || (failed && endsAt <= now)) {
      return Number.POSITIVE_INFINITY;
    }
    return Math.min(endsAt, now + Math.max(SHORTEST_MS, this.#graceMs * SHARE_OF_GRACE));
  }

  /** Whether GetJob has to be asked because of what ListJobs tells: the state may be the end, or the job another's. */
  mayEndWith(listed: Listed): boolean {
    const phase = classifyState(listed.state, this.#request.lists);
    return (
      this.#asksGetJob ||
      maySettle(phase, this.#request.until) ||
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
    const { jobId, lists, until } = this.#request;
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
      this.fail(jobChanged(jobId, other, identity));
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
      !hasEnded(classifyState(listed.state, this.#request.lists)) ||
      differ(this.#listedIdentity, identityOf(listed)) ||
      listedOtherwise(identityOf(listed), this.#identity) ||
      !areOfOneUser(this.#request.user ?? null, runAsUser) ||
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
    const { lists, until } = this.#request;
    const { job } = answer;
    const phase = classifyState(job.state, lists);
    const verdict = verdictOn(job, phase, until);
    const graceEndsAt = this.graceEndsAt;
    if (verdict === "waiting" || (graceEndsAt !== null && begunAt < graceEndsAt)) {
      this.#goOn(begunAt);
      return;
    }
    const graceMs = graceEndsAt === null ? null : this.#graceMs;
    if (verdict === "reached") {
      this.#end(() => this.#resolve({ kind: "reached", answer, phase }));
    } else {
      this.#end(() => this.#resolve({ kind: "failed", answer, phase: "failed", graceMs }));
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
    this.#end(() => this.#reject(reason));
  }

  /** Tells the caller of a look that has not ended the wait. */
  report(nextLookMs: number, error: EhpcError | null): void {
    try {
      this.#request.onLook?.({ ...this.#standing(), nextLookMs, error });
    } catch (reason) {
      this.fail(reason);
    }
  }

  /** A look has not shown the end: a wait whose time is over waits no longer for that. */
  #goOn(begunAt: number): void {
    if (this.#overdueSince !== null && begunAt >= this.#overdueSince) {
      this.#timeOut();
    }
  }

  #timeOut(): void {
    const { lastAnswer: last, lastError } = this.#findings;
    const waitedMs = this.#clock.monotonicMs() - this.#begunAt;
    const outcome = { kind: "timeout", last, lastError, waitedMs, ...this.#standing() } as const;
    this.#end(() => this.#resolve(outcome));
  }

  /** Takes in what the tasks of an array come to, which is for each wait to say: it reads states in its own way. */
  #readArray({ array, state }: Job): void {
    const since = this.#findings.stateSince ?? this.#clock.monotonicMs();
    const same = this.#array !== null && sameState(this.#array.state, state);
    const stateSince = same ? Math.max(since, this.#array?.stateSince ?? since) : this.#clock.monotonicMs();
    this.#array = array === undefined ? null : { state, stateSince };
  }

  /** What was seen last, and since when. */
  get #seen(): Pick<Findings, "state" | "stateSince"> {
    return this.#array ?? this.#findings;
  }

  #standing(): Standing {
    const { state, stateSince } = this.#seen;
    const now = this.#clock.monotonicMs();
    const { graceEndsAt } = this;
    return {
      state,
      phase: classifyState(state, this.#request.lists),
      inStateMs: stateSince === null ? 0 : now - stateSince,
      graceLeftMs: graceEndsAt === null ? null : Math.max(0, graceEndsAt - now),
    };
  }
}
