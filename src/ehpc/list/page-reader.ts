import { type Clock, systemClock } from "../../base/clock";
import { type Log, silentLog } from "../../base/log";
import type { Client, JobPage } from "../api/client";
import { retry } from "../api/retry";
import { RateLimiter } from "../poll/rate-limiter";
import type { JobFilter } from "./job-filter";
import { MAX_PAGE_SIZE } from "./list-jobs";
import type { ListedJob } from "./listed-job";
import { nameMatcher } from "./name-matcher";
import { withoutDetails } from "./without-details";

/** Which jobs of which cluster. */
export interface JobListRequest extends JobFilter {
  clusterId: string;
  /** Only jobs whose `rawName` matches this, as `nameMatcher` has it. @default any name */
  nameRegex?: string;
  /** The first so many of the list, from 1. @default all */
  limit?: number;
  /** Whether no more is kept of each job than `withoutDetails` leaves. @default all is kept */
  brief?: boolean;
}

export interface ListOptions {
  /** Ends the reading at once, with kind `aborted`. */
  signal: AbortSignal;
  /** Paces these calls together with others to the same endpoint. @default one for this list alone */
  limiter?: Pick<RateLimiter, "run">;
  /** How long the call for a page is repeated, in milliseconds. @default 60000 */
  maxRetryMs?: number;
  /** @default the computer's clock */
  clock?: Clock;
  /** A number from 0 up to 1, for jitter. @default Math.random */
  random?: () => number;
  /** @default nothing is logged */
  log?: Log;
}

/** How the pages of a list are read. */
export interface PageReader {
  readonly pageSize: number;
  /** Reads a page; the first is 1. Throws `EhpcError`. */
  readonly readPage: (pageNumber: number) => Promise<JobPage>;
  /** Which of the jobs are wanted. */
  readonly pick: (jobs: readonly ListedJob[]) => ListedJob[];
}

/** A reader of the pages of a list. Throws `NotationError` for a `nameRegex` that cannot be used. */
export function pageReader(
  client: Pick<Client, "listJobs">,
  { limit, nameRegex, brief = false, ...filter }: JobListRequest,
  {
    signal,
    clock = systemClock,
    random = Math.random,
    log = silentLog,
    maxRetryMs = 60_000,
    limiter = new RateLimiter(clock),
  }: ListOptions,
): PageReader {
  const matches = nameRegex === undefined ? null : nameMatcher(nameRegex);
  const pageSize = matches === null ? Math.min(limit ?? MAX_PAGE_SIZE, MAX_PAGE_SIZE) : MAX_PAGE_SIZE;
  return {
    pageSize,
    readPage(pageNumber) {
      const page = { ...filter, pageNumber, pageSize };
      // Each attempt takes its turn: the pace falls with each one that the service throttles.
      const attempt = () => limiter.run(() => client.listJobs(page, { signal, maxRetryMs: 0 }), signal);
      return retry(attempt, { maxRetryMs, signal, clock, random, log });
    },
    pick(jobs) {
      const kept = brief ? jobs.map(withoutDetails) : jobs;
      const inTime = kept.filter((job) => wasSubmittedWithin(job, filter));
      if (matches === null) {
        return inTime;
      }
      const matching = matches(inTime.map(({ rawName }) => rawName));
      return inTime.filter((_, index) => matching[index]);
    },
  };
}

/** Without a submit time, the service's own filter counts. */
function wasSubmittedWithin({ submitTime }: ListedJob, { createdAfter, createdBefore }: JobFilter): boolean {
  if (submitTime === null) {
    return true;
  }
  return submitTime >= (createdAfter ?? submitTime) && submitTime <= (createdBefore ?? submitTime);
}
