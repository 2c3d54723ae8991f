import type { Clock } from "../../base/clock";
import { abortedError, type EhpcError } from "../../base/errors";
import { classifyState, type Phase, type StateLists } from "../../notation/phase";
import type { JobAnswer } from "../api/client";
import { Alarm } from "./alarm";
import { maySettle, type Until, verdictOn } from "./verdict";

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
  /** Why this look failed, for the time being; `null` when it did not. */
  error: EhpcError | null;
}

/** How a wait came out. */
export type WaitOutcome =
  /** What was waited for is so, by GetJob's own word. */
  | { kind: "reached"; answer: JobAnswer; phase: Phase }
  /** The job has failed, so that what was waited for cannot come. */
  | { kind: "failed"; answer: JobAnswer; phase: "failed" }
  | ({
      kind: "timeout";
      /** GetJob's last answer. It may be older than `state`, or `null`, where ListJobs told the state. */
      last: JobAnswer | null;
      waitedMs: number;
      /** Why the last look failed; `null` when it did not. */
      lastError: EhpcError | null;
    } & Pick<Look, "state" | "phase" | "inStateMs">);

/** What the looks at a job have shown, for everybody who waits for it. */
export interface Findings {
  readonly state: string | null;
  /** Since when the job has been seen in `state`; `null` before it was seen. */
  readonly stateSince: number | null;
  readonly lastAnswer: JobAnswer | null;
  readonly lastError: EhpcError | null;
}

/** One caller's wait, from its beginning to its outcome. */
export class Wait {
  readonly outcome: Promise<WaitOutcome>;
  readonly #request: WaitRequest;
  readonly #findings: Findings;
  readonly #clock: Clock;
  readonly #alarm: Alarm;
  #end: (settle: () => void) => void = () => {};
  #resolve: (outcome: WaitOutcome) => void = () => {};
  #reject: (reason: unknown) => void = () => {};

  /** @param onEnd is called once, when the wait is over in whichever way. */
  constructor(
    request: WaitRequest,
    findings: Findings,
    clock: Clock,
    signal: AbortSignal,
    onEnd: (wait: Wait) => void,
  ) {
    this.#request = request;
    this.#findings = findings;
    this.#clock = clock;
    const begunAt = clock.monotonicMs();
    this.#alarm = new Alarm(clock, () => this.#timeOut(begunAt));
    this.#alarm.set(begunAt + request.timeoutMs);
    this.outcome = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    const onAbort = () => this.fail(abortedError());
    signal.addEventListener("abort", onAbort, { once: true });
    this.#end = (settle) => {
      this.#end = () => {};
      this.#alarm.set(null);
      signal.removeEventListener("abort", onAbort);
      settle();
      onEnd(this);
    };
  }

  get intervalMs(): number | null {
    return this.#request.intervalMs;
  }

  /** Whether GetJob has to be asked because of a state that ListJobs tells. */
  mayEndWith(state: string | null): boolean {
    return maySettle(classifyState(state, this.#request.lists), this.#request.until);
  }

  /** Ends the wait if GetJob's answer does. */
  hear(answer: JobAnswer): void {
    const phase = classifyState(answer.job.state, this.#request.lists);
    const verdict = verdictOn(answer.job, phase, this.#request.until);
    if (verdict === "reached") this.#end(() => this.#resolve({ kind: "reached", answer, phase }));
    if (verdict === "failed") this.#end(() => this.#resolve({ kind: "failed", answer, phase: "failed" }));
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

  #timeOut(begunAt: number): void {
    const { lastAnswer: last, lastError } = this.#findings;
    const waitedMs = this.#clock.monotonicMs() - begunAt;
    const outcome = { kind: "timeout", last, lastError, waitedMs, ...this.#standing() } as const;
    this.#end(() => this.#resolve(outcome));
  }

  #standing(): Pick<Look, "state" | "phase" | "inStateMs"> {
    const { state, stateSince } = this.#findings;
    return {
      state,
      phase: classifyState(state, this.#request.lists),
      inStateMs: stateSince === null ? 0 : this.#clock.monotonicMs() - stateSince,
    };
  }
}
