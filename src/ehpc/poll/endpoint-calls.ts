import type { Clock } from "../../base/clock";
import { EhpcError, type EhpcErrorKind } from "../../base/errors";
import type { Client, JobAnswer, JobPage } from "../api/client";
import { isExpiry } from "../api/expiry";
import type { KnownArray } from "../job/known-array";
import type { JobFilter } from "../list/job-filter";
import { RateLimiter } from "./rate-limiter";

/** What the calls of an endpoint need of its client. */
export type PollClient = Pick<Client, "getJob" | "listJobs">;

/** An answer, and when its call began on the monotonic clock. */
export interface Answered<T> {
  answer: T;
  begunAt: number;
}

/** How long a page of a list may take, in milliseconds: all waits of the cluster stand still meanwhile. */
const LONGEST_PAGE_MS = 10_000;

/** The way to the service and the clock are wrong at the first call, and disturbed when they were right before. */
const CURED_BY_TIME: readonly EhpcErrorKind[] = ["unknown-host", "proxy", "tls", "bad-answer", "clock-skew"];

/** "Conflicts with another operation": there is no kind of its own. */
function isConflict({ code }: EhpcError): boolean {
  return code?.startsWith("ConflictOpt") === true;
}

/**
 * The calls of all waits to one endpoint, paced together. Each is made once: who waits looks again anyway.
 */
export class EndpointCalls {
  readonly #client: PollClient;
  readonly #clock: Clock;
  readonly #limiter: RateLimiter;
  #answered = false;

  /** @param limiter paces other calls to the same endpoint, too */
  constructor(client: PollClient, clock: Clock, limiter = new RateLimiter(clock)) {
    this.#client = client;
    this.#clock = clock;
    this.#limiter = limiter;
  }

  /**
   * Asks for a job. Throws {@link EhpcError}.
   *
   * @param known what earlier looks have shown of the job
   */
  getJob(
    clusterId: string,
    jobId: string,
    signal: AbortSignal,
    known?: KnownArray,
  ): Promise<Answered<JobAnswer>> {
    const options = { signal, maxRetryMs: 0, ...(known !== undefined && { known }) };
    return this.#call(() => this.#client.getJob({ clusterId, jobId }, options), signal);
  }

  /**
   * Asks for a page of the jobs of a cluster that a filter chooses; the first is 1.
   *
   * @throws EhpcError of kind `timeout`, too, where the page takes longer than 10 s
   */
  async listPage(
    clusterId: string,
    filter: JobFilter,
    { page: pageNumber, pageSize }: { page: number; pageSize: number },
    signal: AbortSignal,
  ): Promise<JobPage> {
    const request = { ...filter, clusterId, pageNumber, pageSize };
    const list = () =>
      this.#inTime(signal, (ends) => this.#client.listJobs(request, { signal: ends, maxRetryMs: 0 }));
    return (await this.#call(list, signal)).answer;
  }

  async #inTime<T>(signal: AbortSignal, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const over = new AbortController();
    const ends = AbortSignal.any([signal, over.signal]);
    const late = this.#clock.sleep(LONGEST_PAGE_MS, ends).then(() => {
      throw new EhpcError("timeout", `E-HPC has not answered ListJobs within ${LONGEST_PAGE_MS / 1_000} s.`);
    });
    try {
      return await Promise.race([call(ends), late]);
    } finally {
      over.abort();
    }
  }

  /**
   * Whether a failure may be over at the next look: one that the client would repeat, a cluster that is starting or
   * being changed, and, once the service has answered, what time can cure: the way to it, this computer's clock, another
   * operation on the cluster, and credentials that have expired and that their source can replace.
   */
  passes(error: unknown): error is EhpcError {
    if (!(error instanceof EhpcError)) {
      return false;
    }
    if (error.transient || error.kind === "invalid-cluster-status") {
      return true;
    }
    if (!this.#answered) {
      return false;
    }
    return CURED_BY_TIME.includes(error.kind) || isConflict(error) || (isExpiry(error) && error.replaceable);
  }

  async #call<T>(call: () => Promise<T>, signal: AbortSignal): Promise<Answered<T>> {
    return this.#limiter.run(async () => {
      const begunAt = this.#clock.monotonicMs();
      const answer = await call();
      this.#answered = true;
      return { answer, begunAt };
    }, signal);
  }
}
