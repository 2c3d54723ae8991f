import type { Log } from "../../../src/base/log";
import { createPoller, type WaitOutcome, type WaitRequest } from "../../../src/ehpc/poll/poller";
import { DrivenClock } from "../../support/driven-clock";
import { FakeService } from "./fake-service";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const CLUSTER = "ehpc-hz-1";

/** A wait under way: what came of it, and when. */
export interface UnderWay {
  outcome: WaitOutcome | null;
  error: unknown;
  endedAt: number | null;
  abort(): void;
}

/** A poller on a fake service and a driven clock. */
export function waiting(random: () => number = seeded(1)) {
  const clock = new DrivenClock();
  const service = new FakeService(clock);
  const logged: string[] = [];
  const log: Log = (_level, message) => logged.push(message);
  const poller = createPoller({ client: service, clock, random, log });
  const jobs = service.cluster(CLUSTER);

  /** @param judge sees the outcome in the moment it comes; what it throws becomes the error of the wait. */
  function begin(
    jobId: string,
    { until = "succeeded", timeoutMs = 100 * HOUR, intervalMs = null, ...request }: Partial<WaitRequest> = {},
    judge: (outcome: WaitOutcome) => void = () => {},
  ): UnderWay {
    const controller = new AbortController();
    const wait: UnderWay = { outcome: null, error: null, endedAt: null, abort: () => controller.abort() };
    const whole = { ...request, clusterId: CLUSTER, jobId, until, timeoutMs, intervalMs };
    poller
      .wait(whole, { signal: controller.signal })
      .then((outcome) => {
        judge(outcome);
        Object.assign(wait, { outcome, endedAt: clock.monotonicMs() });
      })
      .catch((error: unknown) => Object.assign(wait, { error, endedAt: clock.monotonicMs() }));
    return wait;
  }

  return { clock, service, poller, jobs, logged, begin };
}

/** Numbers from 0 up to 1 that look random and are the same in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
