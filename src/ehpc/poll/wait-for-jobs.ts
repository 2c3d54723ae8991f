import type { Clock } from "../../base/clock";
import { abortedError, EhpcError, type EhpcErrorKind } from "../../base/errors";
import type { Phase } from "../../notation/phase";
import { jobsNeeded } from "../../notation/requirement";
import { type JobRecord, recordOf } from "../job/job-record";
import type {
  JobEnd,
  JobStanding,
  JobsChange,
  JobsOutcome,
  JobsProgress,
  JobsWaitRequest,
} from "./jobs-wait";
import type { SelectedJobs } from "./select-jobs";
import type { Wait, Waiter } from "./wait";
import type { Look, WaitedJob, WaitOutcome } from "./wait-request";
import { WaitTerms } from "./wait-terms";

/** Errors that concern one job: the others may still meet the requirement. */
const OF_ONE_JOB: readonly EhpcErrorKind[] = ["job-not-found", "wrong-job", "job-changed", "array-undecided"];

export interface WaitForJobsOptions {
  /** Begins a wait for one of the jobs. */
  join: (terms: WaitTerms, job: WaitedJob, waiter: Waiter) => Wait;
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
class OneOfJobs implements JobStanding, Waiter {
  state: string | null = null;
  phase: Phase = "unknown";
  inStateMs = 0;
  end: JobEnd = null;
  record: JobRecord | null = null;
  error: EhpcError | null = null;
  timedOut = false;
  wait: Wait | null = null;

  constructor(
    readonly jobId: string,
    private readonly all: JobsWait,
  ) {}

  looked(look: Look): void {
    this.all.looked(this, look);
  }

  ended(outcome: WaitOutcome): void {
    this.all.ended(this, outcome);
  }

  failed(reason: unknown): void {
    this.all.failed(this, reason);
  }

  /** How it stands now. */
  get standing(): JobStanding {
    const { jobId, state, phase, inStateMs, end, error, wait } = this;
    return { jobId, state, phase, inStateMs, end, record: this.record ?? wait?.record ?? null, error };
  }
}

class JobsWait {
  readonly outcome: Promise<JobsOutcome>;
  readonly #request: JobsWaitRequest;
  readonly #clock: Clock;
  readonly #jobs: readonly OneOfJobs[];
  readonly #needed: number;
  readonly #begunAt: number;
  readonly #changed = new Set<OneOfJobs>();
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
    this.#jobs = jobIds.map((jobId) => new OneOfJobs(jobId, this));
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
      const over = abortedError();
      for (const { wait } of this.#jobs) {
        wait?.fail(over);
      }
    };
    const terms = new WaitTerms({ ...request, evidence: "list", user }, clock);
    for (const job of this.#jobs) {
      const { jobId } = job;
      const taskOf = arrays.get(jobId);
      const submitTime = submitTimes.get(jobId) ?? null;
      job.wait = join(terms, { jobId, submitTime, ...(taskOf !== undefined && { taskOf }) }, job);
    }
  }

  looked(job: OneOfJobs, { state, phase, inStateMs, nextLookMs, error }: Look): void {
    if (job.state !== state || job.phase !== phase || !this.#looked) {
      this.#changed.add(job);
    }
    Object.assign(job, { state, phase, inStateMs, error });
    this.#nextLookMs = Math.min(this.#nextLookMs, nextLookMs);
    this.#error = error ?? this.#error;
    this.#tellSoon();
  }

  ended(job: OneOfJobs, outcome: WaitOutcome): void {
    if (outcome.kind === "timeout") {
      const { state, phase, inStateMs, lastError: error } = outcome;
      const record = job.wait?.record ?? null;
      Object.assign(job, { state, phase, inStateMs, error, record, timedOut: true });
    } else {
      const { job: told } = outcome.answer;
      const { kind: end, phase } = outcome;
      Object.assign(job, { state: told.state, phase, end, record: recordOf(told), error: null });
    }
    this.#isDone(job);
  }

  failed(job: OneOfJobs, reason: unknown): void {
    if (!(reason instanceof EhpcError) || !OF_ONE_JOB.includes(reason.kind)) {
      this.#settle(() => this.#reject(reason));
      return;
    }
    Object.assign(job, { end: "lost", phase: "unknown", error: reason });
    this.#isDone(job);
  }

  #isDone(job: OneOfJobs): void {
    job.wait = null;
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
    atEndOfTurn(() => {
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
    const jobs = this.#jobs.map(({ standing }) => standing);
    this.#settle(() => this.#resolve({ kind, ...this.#progress(), jobs, waitedMs }));
  }

  /** What a round shows is told at once, in the end of the turn. */
  #tellSoon(): void {
    if (this.#telling || this.#request.onChange === undefined) {
      return;
    }
    this.#telling = true;
    atEndOfTurn(() => this.#tell());
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
    const changed = Array.from(this.#changed, ({ standing }) => standing);
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

/** Answers that came together are heard by then. */
function atEndOfTurn(act: () => void): void {
  queueMicrotask(() => queueMicrotask(act));
}
