import type { Clock } from "../../base/clock";
import { parseDuration } from "../../notation/duration";
import { DEFAULT_REQUEUE_GRACE } from "../../notation/wait-time";
import { Alarm } from "./alarm";
import type { WaitGoal } from "./wait-request";

/** An alarm that rings so much too late, in milliseconds, says that the process did not run in the meantime. */
const LATE_MS = 1_000;
/** How long the last look of a wait may take whose process did not run when its time was over, in milliseconds. */
export const LAST_LOOK_MS = 5_000;

/** A wait that is over at some time. */
export interface TimedWait {
  /** Its time is nearly over. */
  nearEnd(): void;
  /** Its time is over, and the process did not run in the meantime: one more look tells. */
  overdue(): void;
  /** Its time is over. */
  timeOut(): void;
}

/** What waits share that begin together, of which there may be thousands: what they are for, and one timer. */
export class WaitTerms {
  readonly goal: WaitGoal;
  readonly clock: Clock;
  readonly graceMs: number;
  readonly begunAt: number;
  readonly #endsAt: number;
  readonly #alarm: Alarm;
  readonly #waits = new Set<TimedWait>();
  #overdueSince: number | null = null;

  /** They begin now. */
  constructor(goal: WaitGoal, clock: Clock) {
    this.goal = goal;
    this.clock = clock;
    this.graceMs = goal.requeueGraceMs ?? parseDuration(DEFAULT_REQUEUE_GRACE);
    this.begunAt = clock.monotonicMs();
    this.#endsAt = this.begunAt + goal.timeoutMs;
    this.#alarm = new Alarm(clock, () => this.#ring());
  }

  /** Since when they wait for their last looks; `null` while they have time. */
  get overdueSince(): number | null {
    return this.#overdueSince;
  }

  /** Tells a wait of its time from now on. */
  add(wait: TimedWait): void {
    if (this.#waits.size === 0) {
      this.#alarm.set(Math.max(this.begunAt, this.#endsAt - LAST_LOOK_MS));
    }
    this.#waits.add(wait);
  }

  /** Tells it no more. */
  remove(wait: TimedWait): void {
    this.#waits.delete(wait);
    if (this.#waits.size === 0) {
      this.#alarm.set(null);
    }
  }

  #ring(): void {
    const now = this.clock.monotonicMs();
    if (now < this.#endsAt) {
      this.#alarm.set(this.#endsAt);
      this.#tell((wait) => wait.nearEnd());
    } else if (this.#overdueSince !== null || now - this.#endsAt <= LATE_MS) {
      this.#tell((wait) => wait.timeOut());
    } else {
      this.#overdueSince = now;
      this.#alarm.set(now + LAST_LOOK_MS);
      this.#tell((wait) => wait.overdue());
    }
  }

  #tell(tell: (wait: TimedWait) => void): void {
    for (const wait of this.#waits) {
      tell(wait);
    }
  }
}
