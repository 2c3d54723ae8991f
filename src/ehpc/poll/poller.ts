import type { Clock } from "../../base/clock";
import { abortedError, EhpcError } from "../../base/errors";
import type { Log } from "../../base/log";
import { formatDuration } from "../../notation/duration";
import { Alarm } from "./alarm";
import { ClusterWatch } from "./cluster-watch";
import { EndpointCalls, type PollClient } from "./endpoint-calls";
import type { JobsOutcome, JobsWaitRequest } from "./jobs-wait";
import { RateLimiter } from "./rate-limiter";
import type { Waiter } from "./wait";
import type { WaitedJob, WaitOutcome, WaitRequest } from "./wait-request";
import type { WaitTerms } from "./wait-terms";

export type { PollClient } from "./endpoint-calls";
export type {
  JobEnd,
  JobSelection,
  JobStanding,
  JobsChange,
  JobsOutcome,
  JobsProgress,
  JobsWaitRequest,
  PhaseCounts,
} from "./jobs-wait";
export type { Until } from "./verdict";
export type { Look, WaitOutcome, WaitRequest } from "./wait-request";

/** How long the calls that find out which jobs to wait for are repeated, in milliseconds. */
const LONGEST_SELECTION_MS = 300_000;

export interface PollerOptions {
  /** The client of the one endpoint that this poller asks. It need not repeat calls. */
  client: PollClient;
  clock: Clock;
  /** A number from 0 up to 1, for jitter. */
  random: () => number;
  log: Log;
  /** Paces all calls to the endpoint, if there are others than those of waits. @default one of the poller's own */
  limiter?: RateLimiter;
}

/**
 * Waits for jobs, as many as one likes at a time. There is to be one poller for an endpoint, so that a job is asked for
 * once however many wait for it, and all waits slow down together when the service throttles.
 */
export interface Poller {
  /**
   * Waits until a job is as `request.until` says, has failed, or the time is over. That it is so is always the word of
   * GetJob. Failures that pass are waited out.
   *
   * Throws {@link EhpcError}: kind `aborted` at once when `signal` is aborted; kind `job-not-found`, saying whether the
   * job was there before; and what else cannot succeed by repetition.
   */
  wait(request: WaitRequest, options: { signal: AbortSignal }): Promise<WaitOutcome>;
  /**
   * Waits for many jobs of one cluster until as many as `request.require` says are as `request.until` says, so many have
   * failed that it cannot come to that, or the time is over. Failures that pass are waited out.
   *
   * Throws {@link EhpcError}: kind `aborted` at once when `signal` is aborted; `job-not-found` when there is no job of a
   * name; `array-undecided` when the number of an array's tasks is not told; `timeout` when the time is over before it is
   * known which jobs these are; and what else concerns all jobs and cannot succeed by repetition. `NotationError` for a
   * name that cannot be matched.
   */
  waitForJobs(request: JobsWaitRequest, options: { signal: AbortSignal }): Promise<JobsOutcome>;
  /** How many jobs are waited for. At 0 the poller holds no timer and nothing else. */
  readonly jobs: number;
}

/** A poller. */
export function createPoller({
  client,
  clock,
  random,
  log,
  limiter = new RateLimiter(clock),
}: PollerOptions): Poller {
  const calls = new EndpointCalls(client, clock, limiter);
  const clusters = new Map<string, ClusterWatch>();

  function watch(clusterId: string): ClusterWatch {
    const onEmpty = () => clusters.delete(clusterId);
    const cluster = new ClusterWatch(clusterId, { calls, clock, random, log, onEmpty });
    clusters.set(clusterId, cluster);
    return cluster;
  }

  function requireTimes({ timeoutMs, intervalMs }: Pick<WaitRequest, "timeoutMs" | "intervalMs">): void {
    requireTime("timeout", timeoutMs);
    if (intervalMs !== null) {
      requireTime("interval", intervalMs);
    }
  }

  async function wait(request: WaitRequest, signal: AbortSignal): Promise<WaitOutcome> {
    if (signal.aborted) {
      throw abortedError();
    }
    return (clusters.get(request.clusterId) ?? watch(request.clusterId)).wait(request, signal);
  }

  /** Makes a call that ends, at the latest, when the time of a wait is over. */
  async function inTime<T>(
    timeoutMs: number,
    signal: AbortSignal,
    call: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const over = new AbortController();
    const alarm = new Alarm(clock, () => over.abort());
    alarm.set(clock.monotonicMs() + timeoutMs);
    try {
      return await call(AbortSignal.any([signal, over.signal]));
    } catch (error) {
      if (!(error instanceof EhpcError) || error.kind !== "aborted" || signal.aborted) {
        throw error;
      }
      const time = formatDuration(timeoutMs);
      throw new EhpcError("timeout", `E-HPC did not return within ${time} which jobs the wait is for.`);
    } finally {
      alarm.set(null);
    }
  }

  return {
    async wait(request, { signal }) {
      requireTimes(request);
      return wait(request, signal);
    },
    async waitForJobs(request, { signal }) {
      requireTimes(request);
      const begunAt = clock.monotonicMs();
      const [{ selectJobs }, { waitForJobs }] = await Promise.all([
        import("./select-jobs"),
        import("./wait-for-jobs"),
      ]);
      const maxRetryMs = Math.min(request.timeoutMs, LONGEST_SELECTION_MS);
      const selected = await inTime(request.timeoutMs, signal, (ends) => {
        const options = { client, limiter, clock, random, log, signal: ends, maxRetryMs };
        return selectJobs(request.clusterId, request.jobs, options);
      });
      request.onSelected?.(selected.jobIds);
      const timeoutMs = Math.max(1, request.timeoutMs - (clock.monotonicMs() - begunAt));
      if (signal.aborted) {
        throw abortedError();
      }
      const { clusterId } = request;
      const join = (terms: WaitTerms, job: WaitedJob, waiter: Waiter) =>
        (clusters.get(clusterId) ?? watch(clusterId)).join(terms, job, waiter);
      return waitForJobs({ ...request, timeoutMs }, selected, { join, clock, signal });
    },
    get jobs() {
      return [...clusters.values()].reduce((sum, { size }) => sum + size, 0);
    },
  };
}

function requireTime(parameter: string, ms: number): void {
  if (Number.isFinite(ms) && ms > 0) {
    return;
  }
  throw new EhpcError("configuration", `The ${parameter} of a wait must be positive.`, {
    parameter,
  });
}
