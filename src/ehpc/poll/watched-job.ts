import { EhpcError } from "../../base/errors";
import { formatDuration } from "../../notation/duration";
import { sameState } from "../../notation/phase";
import type { JobAnswer } from "../api/client";
import { jobKey } from "../job/job-key";
import type { ListedJob } from "../list/listed-job";
import { longestPauseMs, pauseMs, SHORTEST_MS } from "./schedule";
import type { Findings, Wait } from "./wait";

/** So many sweeps in a row may say nothing of a job before GetJob is asked. */
const MOST_MISSES = 3;
/** How long a job is left to GetJob after lists have not served for it, in milliseconds. */
const DISTRUST_MS = 300_000;

/** A job that somebody waits for: what its looks have shown, when the next is due, and who waits. */
export class WatchedJob implements Findings {
  readonly jobId: string;
  /** What it is found by in a list. */
  readonly key: string;
  /** All who wait for it; empty once it need not be looked at any more. */
  readonly waits = new Set<Wait>();
  /** When the next look is due, on the monotonic clock. */
  dueAt: number;
  /** Whether a look is under way. */
  looking = false;

  state: string | null = null;
  stateSince: number | null = null;
  lastAnswer: JobAnswer | null = null;
  lastError: EhpcError | null = null;
  readonly #firstSeenAt: number;
  readonly #left = new AbortController();
  #answeredAt = Number.NEGATIVE_INFINITY;
  #seenAt = Number.NEGATIVE_INFINITY;
  #submittedAt: number | null = null;
  #failures = 0;
  #misses = 0;
  #distrustsListsUntil = Number.NEGATIVE_INFINITY;

  constructor(jobId: string, now: number) {
    this.jobId = jobId;
    this.key = jobKey(jobId);
    this.dueAt = now;
    this.#firstSeenAt = now;
  }

  /** Aborted when nobody waits any more. */
  get left(): AbortSignal {
    return this.#left.signal;
  }

  /** Lets a wait go. */
  leave(wait: Wait): void {
    this.waits.delete(wait);
    if (this.waits.size === 0) this.#left.abort();
  }

  /** The earliest time at which a look is not too soon after the one before. */
  soonestLookAt(now: number): number {
    return Math.max(now, this.#seenAt + SHORTEST_MS);
  }

  /** The last answer, while it is young enough to serve somebody who joins. */
  freshAnswer(now: number): JobAnswer | null {
    return now - this.#answeredAt < SHORTEST_MS ? this.lastAnswer : null;
  }

  /** The longest time that anybody who waits allows until the next look. */
  longestPauseMs(now: number): number {
    const ageMs = this.#ageMs(now);
    return Math.min(...[...this.waits].map(({ intervalMs }) => longestPauseMs({ ageMs, intervalMs })));
  }

  /** The time until the next look. */
  pauseMs(now: number, random: number): number {
    const pace = { ageMs: this.#ageMs(now), failures: this.#failures };
    return Math.min(...[...this.waits].map(({ intervalMs }) => pauseMs({ ...pace, intervalMs }, random)));
  }

  /** Whether GetJob has to be asked because of a state that ListJobs tells. */
  mayEndWith(state: string | null): boolean {
    return [...this.waits].some((wait) => wait.mayEndWith(state));
  }

  /** Takes in an answer of GetJob, and returns how many waits it has ended. */
  answered(answer: JobAnswer, now: number): number {
    this.lastAnswer = answer;
    this.#answeredAt = now;
    this.#seen(answer.job.state, now);
    const before = this.waits.size;
    for (const wait of [...this.waits]) wait.hear(answer);
    return before - this.waits.size;
  }

  /** Takes in what a list says, which ends nothing. */
  listed(state: string | null, now: number): void {
    this.#seen(state, now);
    this.#distrustsListsUntil = Number.NEGATIVE_INFINITY;
  }

  /** Takes over from a list when the job was submitted. `now` and `date` are the same moment on either clock. */
  takeAgeFrom({ submitTime }: ListedJob, now: number, date: Date): void {
    if (submitTime !== null && submitTime > 0)
      this.#submittedAt = now - (date.getTime() - submitTime * 1_000);
  }

  /** Takes in a failure that will pass. */
  failed(error: EhpcError): void {
    this.lastError = error;
    this.#failures += 1;
  }

  /** Takes in that a list could not be read far enough to say anything of this job. */
  missed(error: EhpcError, now: number): void {
    this.lastError = error;
    this.#misses += 1;
    if (this.#misses >= MOST_MISSES) this.distrustLists(now);
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
  fail(reason: unknown, now: number): void {
    const told =
      reason instanceof EhpcError && reason.kind === "job-not-found" ? this.#gone(reason, now) : reason;
    for (const wait of [...this.waits]) wait.fail(told);
  }

  #seen(state: string | null, now: number): void {
    if (this.stateSince === null || !sameState(state, this.state)) this.stateSince = now;
    this.state = state;
    this.lastError = null;
    this.#seenAt = now;
    this.#failures = 0;
    this.#misses = 0;
  }

  #ageMs(now: number): number {
    return now - Math.min(this.#firstSeenAt, this.#submittedAt ?? now);
  }

  #gone(error: EhpcError, now: number): EhpcError {
    const before =
      this.stateSince === null
        ? "This wait had not seen it before."
        : `It was there ${formatDuration(now - this.#seenAt)} before, in state ${JSON.stringify(this.state)}.`;
    return error.givenUp(error.attempts, before);
  }
}
