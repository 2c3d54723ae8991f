import type { Clock } from "../../base/clock";
import { abortedError, EhpcError } from "../../base/errors";
import { Alarm } from "./alarm";
import { atATime, burstAt, FIRST_RATE, holdMs, loweredRate, raisedRate } from "./call-rate";

/** Answers to calls that were under way together count as one sign of too high a rate. */
const ONE_SIGN_MS = 1_000;

/**
 * Paces all calls to one endpoint together.
 *
 * Calls begin in the order they come, as often as the rate allows, and at least eight may be under way at a time. The rate
 * is learnt: while calls press, it grows with each that succeeds, fast until the service throttles for the first time and
 * then by a fixed step; it is halved when the service throttles (slow start, additive increase, multiplicative decrease:
 * RFC 5681 section 3.1). While the service asks for patience, no call begins.
 */
export class RateLimiter {
  readonly #clock: Clock;
  readonly #alarm: Alarm;
  readonly #queue = new Set<() => void>();
  #running = 0;
  #rate = FIRST_RATE;
  #allowed = burstAt(FIRST_RATE);
  #countedAt: number;
  #heldUntil = Number.NEGATIVE_INFINITY;
  #loweredAt = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#alarm = new Alarm(clock, () => this.#admit());
    this.#countedAt = clock.monotonicMs();
  }

  /** Calls a second that may begin at present. */
  get rate(): number {
    return this.#rate;
  }

  /** Makes `call` when its turn has come. Throws kind `aborted` when `signal` is aborted before; else what it throws. */
  async run<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
    await this.#turn(signal);
    try {
      const result = await call();
      this.#count();
      // A rate that is not used proves nothing.
      if (this.#queue.size > 0 || this.#allowed < this.#rate) {
        this.#rate = raisedRate(this.#rate, this.#loweredAt !== Number.NEGATIVE_INFINITY);
      }
      return result;
    } catch (error) {
      if (error instanceof EhpcError) {
        this.#heed(error);
      }
      throw error;
    } finally {
      this.#running -= 1;
      this.#admit();
    }
  }

  #turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(abortedError());
        return;
      }
      const leave = () => {
        this.#queue.delete(enter);
        this.#admit();
        reject(abortedError());
      };
      const enter = () => {
        signal.removeEventListener("abort", leave);
        resolve();
      };
      signal.addEventListener("abort", leave, { once: true });
      this.#queue.add(enter);
      this.#admit();
    });
  }

  #admit(): void {
    this.#count();
    const now = this.#clock.monotonicMs();
    for (const enter of this.#queue) {
      if (this.#running >= atATime(this.#rate) || this.#allowed < 1 || now < this.#heldUntil) {
        break;
      }
      this.#queue.delete(enter);
      this.#running += 1;
      this.#allowed -= 1;
      enter();
    }
    const blocked = this.#queue.size > 0 && this.#running < atATime(this.#rate);
    this.#alarm.set(blocked ? Math.max(this.#heldUntil, now + this.#untilAllowedMs()) : null);
  }

  #heed({ kind, retryAfterMs }: EhpcError): void {
    this.#count();
    const now = this.#clock.monotonicMs();
    this.#heldUntil = Math.max(this.#heldUntil, now + holdMs(retryAfterMs));
    if (kind !== "throttled") {
      return;
    }
    this.#allowed = Math.min(this.#allowed, 0);
    if (now - this.#loweredAt < ONE_SIGN_MS) {
      return;
    }
    this.#loweredAt = now;
    this.#rate = loweredRate(this.#rate);
  }

  /** Adds to what is allowed the calls of the time that has passed. */
  #count(): void {
    const now = this.#clock.monotonicMs();
    const earned = ((now - this.#countedAt) / 1_000) * this.#rate;
    this.#countedAt = now;
    // Sums of fractions come out a little below the whole number that they stand for.
    const sum = this.#allowed + earned;
    this.#allowed = Math.min(
      burstAt(this.#rate),
      Math.abs(sum - Math.round(sum)) < 1e-6 ? Math.round(sum) : sum,
    );
  }

  #untilAllowedMs(): number {
    return Math.max(0, ((1 - this.#allowed) / this.#rate) * 1_000);
  }
}
