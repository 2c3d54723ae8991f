import type { EhpcError } from "../../base/errors";
import { formatDuration } from "../../notation/duration";
import { sameState } from "../../notation/phase";
import type { JobAnswer } from "../api/client";
import { jobKey } from "../job/job-key";
import { type JobRecord, recordOf } from "../job/job-record";
import { KnownArray } from "../job/known-array";
import { speakingJob } from "../job/whole-array";
import { jobOfListed } from "../list/job-of-listed";
import type { ListedJob } from "../list/listed-job";
import { Agreement } from "./agreement";
import { differ, NOBODY, type Run, runOf, together, whoseOf } from "./identity";
import { longestPauseMs, pauseMs, SHORTEST_MS } from "./schedule";
import type { Findings, Listed, Wait } from "./wait";

/** So many sweeps in a row may say nothing of a job before GetJob is asked. */
const MOST_MISSES = 3;
/** How long a job is left to GetJob after lists have not served for it, in milliseconds. */
const DISTRUST_MS = 300_000;

// The same for all of thousands of jobs.
const NO_WAITS: readonly Wait[] = [];
const NO_RUN: Run = { createTime: null, startTime: null };

/** Is told of a job's state. `before` is undefined for the first one. */
export type StateListener = (jobId: string, state: string | null, before: string | null | undefined) => void;

/** A job that somebody waits for: what its looks have shown, when the next is due, and who waits. */
export class WatchedJob implements Findings {
  readonly jobId: string;
  /** What it is found by in a list. */
  readonly key: string;
  /** All who wait for it, another array after each change; empty once it need not be looked at any more. */
  waits: readonly Wait[] = NO_WAITS;
  /** When the next look is due, on the monotonic clock. */
  dueAt: number;
  /** Whether a look is under way. */
  looking = false;

  state: string | null = null;
  stateSince: number | null = null;
  lastAnswer: JobAnswer | null = null;
  lastError: EhpcError | null = null;
  readonly #firstSeenAt: number;
  readonly #onState: StateListener;
  // Of thousands of jobs, most end by a list and need none of the next.
  #known: KnownArray | null = null;
  #left: AbortController | null = null;
  #refusals: Agreement | null = null;
  #run = NO_RUN;
  #identity = NOBODY;
  #answered: { readonly askedAt: number; readonly at: number } | null = null;
  #seenAt = Number.NEGATIVE_INFINITY;
  #submittedAt: number | null = null;
  /** The row of a list that has told of the job last; `null` where GetJob has. */
  #row: ListedJob | null = null;
  /** Whether that row is one of several tasks, or of the whole array. */
  #isOneOfRow = false;
  #submitTime: number | null = null;
  #startTime: number | null = null;
  #endDoubted = false;
  #failures = 0;
  #misses = 0;
  #distrustsListsUntil = Number.NEGATIVE_INFINITY;

  /** @param onState is told of the first state that is seen, and of each other one after it */
  constructor(jobId: string, now: number, onState: StateListener) {
    this.jobId = jobId;
    this.key = jobKey(jobId);
    this.dueAt = now;
    this.#firstSeenAt = now;
    this.#onState = onState;
  }

  get record(): JobRecord | null {
    if (this.#row === null) {
      return this.lastAnswer && recordOf(speakingJob(this.lastAnswer.job));
    }
    const record = recordOf(jobOfListed(this.#row));
    return this.#isOneOfRow ? { ...record, state: this.state, nodeList: null, startTime: null } : record;
  }

  /** Aborted when nobody waits any more. */
  get left(): AbortSignal {
    this.#left ??= new AbortController();
    if (this.waits.length === 0) {
      this.#left.abort();
    }
    return this.#left.signal;
  }

  /** What its looks have shown of it as an array. */
  get known(): KnownArray {
    this.#known ??= new KnownArray();
    return this.#known;
  }

  get #isArray(): boolean {
    return this.#known?.isArray === true;
  }

  /** Takes a wait on. */
  join(wait: Wait): void {
    this.waits = [...this.waits, wait];
  }

  /** Lets a wait go. */
  leave(wait: Wait): void {
    this.waits = this.waits.filter((each) => each !== wait);
    if (this.waits.length === 0) {
      this.#left?.abort();
    }
  }

  /** The earliest time at which a look is not too soon after the one before. */
  soonestLookAt(now: number): number {
    return Math.max(now, this.#seenAt + SHORTEST_MS);
  }

  /** Lets one who joins hear the last answer, while it is young enough to serve and no later look has failed. */
  tell(wait: Wait, now: number): void {
    const { lastAnswer, lastError } = this;
    const answered = this.#answered;
    if (lastAnswer !== null && lastError === null && answered !== null && now - answered.at < SHORTEST_MS) {
      wait.hear(lastAnswer, answered.askedAt);
    }
  }

  /** The longest time that anybody who waits allows until the next look. */
  longestPauseMs(now: number): number {
    const ageMs = this.#ageMs(now);
    return Math.min(...this.waits.map(({ intervalMs }) => longestPauseMs({ ageMs, intervalMs })));
  }

  /** The time until the next look. */
  pauseMs(now: number, random: number): number {
    const pace = { ageMs: this.#ageMs(now), failures: this.#failures };
    return Math.min(...this.waits.map(({ intervalMs }) => pauseMs({ ...pace, intervalMs }, random)));
  }

  /** The latest time of the next look, which may be sooner than the usual pause. */
  nextLookBy(now: number, failed: boolean): number {
    const { dueAt = now } = this.#refusals ?? {};
    const agreement = dueAt > now ? dueAt : Number.POSITIVE_INFINITY;
    return Math.min(agreement, ...this.waits.map((wait) => wait.nextLookBy(now, failed)));
  }

  /** When the state that was seen last is the end for all who wait; `null` where that needs no time. */
  get graceEndsAt(): number | null {
    const ends = this.waits.map(({ graceEndsAt }) => graceEndsAt).filter((at) => at !== null);
    return ends.length === 0 ? null : Math.max(...ends);
  }

  /** Whether GetJob has to be asked because of what ListJobs tells. */
  mayEndWith(listed: Listed): boolean {
    return this.waits.some((wait) => wait.mayEndWith(listed));
  }

  /**
   * Takes in an answer of GetJob, and returns how many waits it has ended.
   *
   * @param begunAt when GetJob was asked
   */
  answered(answer: JobAnswer, begunAt: number, now: number): number {
    const { job } = answer;
    const whose = whoseOf(job);
    const another = differ(this.#run, runOf(job)) || differ(this.#identity, whose);
    this.#run = another ? runOf(job) : together(this.#run, runOf(job));
    this.#identity = another ? whose : together(this.#identity, whose);
    this.lastAnswer = answer;
    this.#row = null;
    this.#answered = { askedAt: begunAt, at: now };
    this.#seen(job.state, now, another);
    const before = this.waits.length;
    for (const wait of this.waits) {
      wait.hear(answer, begunAt);
    }
    return before - this.waits.length;
  }

  /**
   * Takes in what a list says, which ends nothing.
   *
   * @param begunAt when reading the list began
   */
  listed(listed: ListedJob, begunAt: number, now: number): void {
    this.#seenListed(listed, now);
    this.#distrustsListsUntil = Number.NEGATIVE_INFINITY;
    for (const wait of this.waits) {
      wait.listed(listed, begunAt);
    }
  }

  /**
   * Takes in what a list of several tasks in one row, or of a whole array, says of a task that has no row of its own.
   *
   * @param state where that leaves the task
   */
  listedAsOneOf(row: ListedJob, state: string | null, begunAt: number, now: number): void {
    this.#seen(state, now, false);
    this.#row = row;
    this.#isOneOfRow = true;
    // A task may be called otherwise than its array.
    for (const wait of this.waits) {
      wait.listed({ state, ...NOBODY }, begunAt);
    }
  }

  /**
   * Lets the list of ended jobs end the waits for which that is enough.
   *
   * @param begunAt when reading the list began
   * @param certain whether the job is surely not in the list of unfinished jobs; else another round may show that
   * @returns whether it was enough; `ask` where GetJob has to tell, `again` where another list may
   */
  endedBy(listed: ListedJob, begunAt: number, now: number, certain: boolean): "heard" | "again" | "ask" {
    const waits = this.waits.filter(({ trustsLists }) => trustsLists);
    if (this.#isArray || !this.trustsLists(now) || waits.some((wait) => wait.doubts(listed))) {
      return "ask";
    }
    const submitTime = this.#submitTime;
    const startTime = this.#startTime;
    const isOfEarlierRun = startTime !== null && listed.startTime !== null && listed.startTime < startTime;
    if (isOfEarlierRun || (submitTime !== null && listed.submitTime !== submitTime)) {
      return "ask";
    }
    if (!certain && submitTime === null) {
      const word = this.#endDoubted ? "ask" : "again";
      this.#endDoubted = true;
      return word;
    }
    this.#seenListed(listed, now);
    const answer = { requestId: null, job: jobOfListed(listed) };
    for (const wait of waits) {
      wait.hearEnd(listed, answer, begunAt);
    }
    return this.waits.every(({ trustsLists }) => trustsLists) ? "heard" : "ask";
  }

  /** Whether anybody waits for whom a list of ended jobs is enough. */
  get endsByList(): boolean {
    return this.waits.some(({ trustsLists }) => trustsLists);
  }

  /** The array of which the job is a task, as one who waits has said. */
  get taskOf(): string | null {
    return this.waits.find(({ taskOf }) => taskOf !== null)?.taskOf ?? null;
  }

  /** Whether it is a task that has no record of its own yet, as far as is known: only lists tell of it. */
  get isToCome(): boolean {
    return this.taskOf !== null && this.lastAnswer === null && this.#submitTime === null;
  }

  /** When the job was submitted, in Unix seconds, as lists have told; `null` before. */
  get submitTime(): number | null {
    return this.#submitTime;
  }

  /** Whether no list has told when the job was submitted, by which an earlier run under the same ID is told apart. */
  get isFirstSeen(): boolean {
    return this.submitTime === null;
  }

  /** Takes in when the job was submitted, as it was told before anybody waited: a row of another time is of another job. */
  wasSubmitted(submitTime: number): void {
    this.#submitTime ??= submitTime;
  }

  /** Takes over from a list when the job was submitted. `now` and `date` are the same moment on either clock. */
  takeAgeFrom({ submitTime }: ListedJob, now: number, date: Date): void {
    if (submitTime !== null && submitTime > 0) {
      this.#submittedAt = now - (date.getTime() - submitTime * 1_000);
    }
  }

  /** Whether the job has been seen at all. */
  get wasSeen(): boolean {
    return this.stateSince !== null;
  }

  /** Takes in a refusal that one look may get by mistake, and returns whether looks agree on it. */
  refused({ kind }: EhpcError, now: number): boolean {
    this.#refusals ??= new Agreement();
    return this.#refusals.add(kind, now);
  }

  /** What else the looks have met that agree on a refusal, as a sentence; `null` where it is that alone. */
  otherRefusal({ kind }: EhpcError): string | null {
    if (kind === "job-not-found" && this.#refusals?.has("wrong-job")) {
      return "Other reads returned another job.";
    }
    if (kind === "wrong-job" && this.#refusals?.has("job-not-found")) {
      return "Other reads found no such job.";
    }
    return null;
  }

  /** Takes in a failure that will pass. */
  failed(error: EhpcError): void {
    this.lastError = error;
    this.#failures += 1;
    if (this.#isArray) {
      for (const wait of this.waits) {
        wait.meet(this.known.whose);
      }
    }
  }

  /** Takes in that a list could not be read far enough to say anything of this job. */
  missed(error: EhpcError, now: number): void {
    this.lastError = error;
    this.#misses += 1;
    if (this.#misses >= MOST_MISSES) {
      this.distrustLists(now);
    }
  }

  /** Whether lists serve for this job. */
  trustsLists(now: number): boolean {
    return now >= this.#distrustsListsUntil;
  }

  /** Leaves this job to GetJob for a while: it is not in the list, or the list tells otherwise than GetJob. */
  distrustLists(now: number): void {
    this.#distrustsListsUntil = now + DISTRUST_MS;
  }

  /** Ends all waits with an error. */
  fail(reason: unknown): void {
    for (const wait of this.waits) {
      wait.fail(reason);
    }
  }

  /** What this wait knows of a job that the service does not have, in sentences. */
  history(now: number): string {
    if (!this.wasSeen) {
      return "Several reads agree, and this wait had not seen the job before.";
    }
    const before = formatDuration(now - this.#seenAt);
    const state = JSON.stringify(this.state);
    return `Several reads agree. ${before} earlier, the job was in state ${state}. If a job ends and is forgotten between two reads, set a shorter interval.`;
  }

  #seenListed(listed: ListedJob, now: number): void {
    const { submitTime, startTime } = listed;
    const another = isOther(this.#submitTime, submitTime) || isOther(this.#startTime, startTime);
    this.#submitTime = submitTime ?? (another ? null : this.#submitTime);
    this.#startTime = startTime ?? (another ? null : this.#startTime);
    this.#row = listed;
    this.#isOneOfRow = false;
    this.#seen(listed.state, now, another);
  }

  #seen(state: string | null, now: number, another: boolean): void {
    const isFirst = this.stateSince === null;
    const isSame = sameState(state, this.state);
    if (isFirst || !isSame) {
      this.#onState(this.jobId, state, isFirst ? undefined : this.state);
    }
    if (isFirst || another || !isSame) {
      this.stateSince = now;
    }
    this.state = state;
    this.lastError = null;
    this.#seenAt = now;
    this.#failures = 0;
    this.#misses = 0;
    this.#refusals?.reset();
  }

  #ageMs(now: number): number {
    return now - Math.min(this.#firstSeenAt, this.#submittedAt ?? now);
  }
}

/** Whether a list tells another time than it told before. */
function isOther(before: number | null, time: number | null): boolean {
  return before !== null && time !== null && before !== time;
}
