import type { Clock } from "../../base/clock";
import { abortedError, EhpcError, type EhpcErrorKind } from "../../base/errors";
import type { Phase } from "../../notation/phase";
import { jobsNeeded } from "../../notation/requirement";
import { recordOf } from "../job/job-record";
import type { JobStanding, JobsChange, JobsOutcome, JobsProgress, JobsWaitRequest } from "./jobs-wait";
import type { SelectedJobs } from "./select-jobs";
import type { Look, Wait, WaitOutcome, WaitRequest } from "./wait";

/** Errors that concern one job: the others may still meet the requirement. */
const OF_ONE_JOB: readonly EhpcErrorKind[] = ["job-not-found", "wrong-job", "job-changed", "array-undecided"];

export interface WaitForJobsOptions {
  /** Begins a wait for one of the jobs. */
  join: (request: WaitRequest) => Wait;
  clock: Clock;
  signal: AbortSignal;
}

/** Waits for jobs until their outcomes meet the requirement, cannot meet it any more, or the time is over. */
export function waitForJobs(
  request: JobsWaitRequest,
  selected: SelectedJobs,
  options: WaitForJobsOptions,
): Promise<JobsOutcome> {
  return new JobsWait(request, selected, options).outcome;
}

/** One of the jobs, while its wait goes on and after. */
type Open = { -readonly [Name in keyof JobStanding]: JobStanding[Name] } & {
  timedOut: boolean;
  wait: Wait | null;
};

class JobsWait {
  readonly outcome: Promise<JobsOutcome>;
  readonly #request: JobsWaitRequest;
  readonly #clock: Clock;
  readonly #jobs: readonly Open[];
  readonly #needed: number;
  readonly #begunAt: number;
  readonly #changed = new Set<Open>();
  #looked = false;
  #nextLookMs = Number.POSITIVE_INFINITY;
  #error: EhpcError | null = null;
  #telling = false;
  #deciding = false;
  #settle: (end: () => void) => void = () => {};
  #resolve: (outcome: JobsOutcome) => void = () => {};
  #reject: (reason: unknown) => void = () => {};

  constructor(
    request: JobsWaitRequest,
    { jobIds, user, submitTimes, arrays }: SelectedJobs,
    { join, clock, signal }: WaitForJobsOptions,
  ) {
    this.#request = request;
    this.#clock = clock;
    this.#begunAt = clock.monotonicMs();
    this.#jobs = jobIds.map((jobId) => ({
      jobId,
      state: null,
      phase: "unknown",
      inStateMs: 0,
      end: null,
      record: null,
      error: null,
      timedOut: false,
      wait: null,
    }));
    this.#needed = jobsNeeded(request.require, jobIds.length);
    this.outcome = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    const onAbort = () => this.#settle(() => this.#reject(abortedError()));
    signal.addEventListener("abort", onAbort, { once: true });
    this.#settle = (end) => {
      this.#settle = () => {};
      signal.removeEventListener("abort", onAbort);
      end();
      for (const { wait } of this.#jobs) {
        wait?.fail(abortedError());
      }
    };
    const { clusterId, until, timeoutMs, intervalMs, lists, requeueGraceMs } = request;
    for (const job of this.#jobs) {
      const array = arrays.get(job.jobId);
      const one: WaitRequest = {
        clusterId,
        jobId: job.jobId,
        until,
        timeoutMs,
        begunAt: this.#begunAt,
        intervalMs,
        ...(lists !== undefined && { lists }),
        ...(requeueGraceMs !== undefined && { requeueGraceMs }),
        evidence: "list",
        ...(array !== undefined && { taskOf: array }),
        user,
        submitTime: submitTimes.get(job.jobId) ?? null,
        onLook: (look) => this.#look(job, look),
      };
      job.wait = join(one);
      job.wait.outcome.then(
        (outcome) => this.#ended(job, outcome),
        (reason: unknown) => this.#failed(job, reason),
      );
    }
  }

  #look(job: Open, { state, phase, inStateMs, nextLookMs, error }: Look): void {
    if (job.state !== state || job.phase !== phase || !this.#looked) {
      this.#changed.add(job);
    }
    Object.assign(job, { state, phase, inStateMs, error });
    this.#nextLookMs = Math.min(this.#nextLookMs, nextLookMs);
    this.#error = error ?? this.#error;
    this.#tellSoon();
  }

  #ended(job: Open, outcome: WaitOutcome): void {
    if (outcome.kind === "timeout") {
      const { state, phase, inStateMs, lastError: error } = outcome;
      Object.assign(job, {
        state,
        phase,
        inStateMs,
        error,
        timedOut: true,
        record: job.wait?.record ?? null,
      });
    } else {
      const { job: told } = outcome.answer;
      const { kind: end, phase } = outcome;
      Object.assign(job, { state: told.state, phase, end, record: recordOf(told), error: null });
    }
    job.wait = null;
    this.#changed.add(job);
    this.#decideSoon();
  }

  #failed(job: Open, reason: unknown): void {
    if (!(reason instanceof EhpcError) || !OF_ONE_JOB.includes(reason.kind)) {
      this.#settle(() => this.#reject(reason));
      return;
    }
    Object.assign(job, { end: "lost", phase: "unknown", error: reason, wait: null });
    this.#changed.add(job);
    this.#decideSoon();
  }

  /** What a round has ended is decided on together, in the end of the turn. */
  #decideSoon(): void {
    this.#tellSoon();
    if (this.#deciding) {
      return;
    }
    this.#deciding = true;
    queueMicrotask(() => {
      this.#deciding = false;
      this.#decide();
    });
  }

  #decide(): void {
    const { reached, failed, needed, total } = this.#progress();
    const isOver = this.#jobs.every(({ end, timedOut }) => end !== null || timedOut);
    const isImpossible = total - failed < needed;
    if (reached >= needed) {
      this.#conclude("reached");
    } else if (isImpossible && (this.#request.failFast || isOver)) {
      this.#conclude("failed");
    } else if (isOver) {
      this.#conclude("timeout");
    }
  }

  #conclude(kind: JobsOutcome["kind"]): void {
    this.#tell();
    const waitedMs = this.#clock.monotonicMs() - this.#begunAt;
    const jobs = this.#jobs.map(standingOf);
    this.#settle(() => this.#resolve({ kind, ...this.#progress(), jobs, waitedMs }));
  }

  /** What a round shows is told at once, in the end of the turn. */
  #tellSoon(): void {
    if (this.#telling || this.#request.onChange === undefined) {
      return;
    }
    this.#telling = true;
    // An outcome comes a moment after the looks of its round.
    queueMicrotask(() => queueMicrotask(() => this.#tell()));
  }

  #tell(): void {
    this.#telling = false;
    const { onChange } = this.#request;
    if (
      onChange === undefined ||
      (this.#nextLookMs === Number.POSITIVE_INFINITY && this.#changed.size === 0)
    ) {
      return;
    }
    const changed = [...this.#changed].map(standingOf);
    const change: JobsChange = {
      ...this.#progress(),
      changed,
      nextLookMs: this.#nextLookMs,
      error: this.#error,
    };
    this.#changed.clear();
    this.#looked = true;
    this.#nextLookMs = Number.POSITIVE_INFINITY;
    this.#error = null;
    try {
      onChange(change);
    } catch (reason) {
      this.#settle(() => this.#reject(reason));
    }
  }

  #progress(): JobsProgress {
    const counts: Record<Phase, number> = { pending: 0, running: 0, succeeded: 0, failed: 0, unknown: 0 };
    let reached = 0;
    let failed = 0;
    for (const { phase, end } of this.#jobs) {
      counts[phase] += 1;
      reached += end === "reached" ? 1 : 0;
      failed += end === "failed" || end === "lost" ? 1 : 0;
    }
    return { total: this.#jobs.length, counts, reached, failed, needed: this.#needed };
  }
}

function standingOf({ timedOut: _, wait, ...job }: Open): JobStanding {
  return { ...job, record: job.record ?? wait?.record ?? null };
}
