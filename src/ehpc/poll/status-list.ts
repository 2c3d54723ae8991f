import { EhpcError } from "../../base/errors";
import type { Log } from "../../base/log";
import type { JobFilter } from "../list/job-filter";
import { MAX_PAGE_SIZE } from "../list/list-jobs";
import type { ListedJob } from "../list/listed-job";
import type { EndpointCalls } from "./endpoint-calls";
import { type Sweep, sweep } from "./sweep";

/** How long the number of pages is believed, in milliseconds. */
const PAGES_KNOWN_FOR_MS = 300_000;
/** How long a list is left alone that did not answer in time, in milliseconds. */
const REST_MS = 300_000;
/** Where so many jobs are missing, one page is read for their sake that may have none of them. */
const MISSING_FOR_A_PAGE = 10;
const NOTHING: Sweep = {
  jobs: new Map(),
  ambiguous: new Set(),
  groups: new Map(),
  arrays: new Set(),
  order: "rising",
  steady: false,
  fits: false,
  full: false,
  complete: false,
  pages: null,
  error: null,
};

/** Which jobs a list has, and for whose sake it is read. */
export interface ListReading {
  /** How many jobs are to be looked at that are not among those found. */
  missing: (found: ReadonlyMap<string, ListedJob>) => number;
  /** The time, on the monotonic clock. */
  begunAt: number;
  signal: AbortSignal;
  /** Whether GetJob cannot tell of some of the jobs: then all of the list is read. @default false */
  only?: boolean;
  /** Only jobs that were submitted at this Unix second or later. @default any time */
  createdAfter?: number | null;
  /** How many jobs a page holds. @default {@link MAX_PAGE_SIZE} */
  pageSize?: number;
}

/** The list of a cluster's unfinished or finished jobs: what reading it costs, and what it says. */
export class StatusList {
  readonly #clusterId: string;
  readonly #status: "unfinished" | "finished";
  readonly #calls: EndpointCalls;
  readonly #log: Log;
  #refused = false;
  #pages = 1;
  #knownAt = Number.NEGATIVE_INFINITY;
  #restsUntil = Number.NEGATIVE_INFINITY;

  constructor(clusterId: string, status: "unfinished" | "finished", calls: EndpointCalls, log: Log) {
    this.#clusterId = clusterId;
    this.#status = status;
    this.#calls = calls;
    this.#log = log;
  }

  /** Whether reading it takes fewer calls than asking for so many jobs one by one. */
  paysFor(jobs: number, now: number): boolean {
    return this.isReadable(now) && jobs > this.#expectedPages(now);
  }

  /** Whether it can be read at all. */
  isReadable(now: number): boolean {
    return !this.#refused && now >= this.#restsUntil;
  }

  /**
   * Reads it, as far as that takes fewer calls than asking for what is still missing. Of the unfinished jobs all are read
   * or the first page: that a job is not among them counts only then. Finished jobs, of which there may be thousands of
   * no interest, are read from the newest on until none is missing, or too few are found.
   *
   * Once it has been refused it is never read again; that there is nothing to be had from it is all that is said then.
   */
  async read({
    missing,
    begunAt,
    signal,
    only = false,
    createdAfter = null,
    pageSize = MAX_PAGE_SIZE,
  }: ListReading): Promise<Sweep> {
    const isAll = this.#status === "unfinished";
    const filter: JobFilter = {
      status: this.#status,
      ...(createdAfter !== null && { createdAfter }),
      ...(!isAll && { sort: { by: "submit", order: "desc" } }),
    };
    const sought = missing(new Map());
    let read = 0;
    const isWanted = (unread: number, found: ReadonlyMap<string, ListedJob>) => {
      const left = missing(found);
      return left > 0 && (unread < left || read - (sought - left) <= left / MISSING_FOR_A_PAGE);
    };
    try {
      const found = await sweep({
        readPage: (page) => {
          read += 1;
          return this.#calls.listPage(this.#clusterId, filter, { page, pageSize }, signal);
        },
        pageSize,
        expectedPages: this.#expectedPages(begunAt),
        paysToRead: isAll ? (pages, jobs) => only || pages < missing(jobs) : isWanted,
        ...(!isAll && { isWanted }),
        passes: (reason) => this.#calls.passes(reason),
      });
      if (found.pages !== null) {
        this.#pages = found.pages;
        this.#knownAt = begunAt;
      }
      if (found.error?.kind !== "timeout") {
        return found;
      }
      this.#restsUntil = begunAt + REST_MS;
      this.#log("info", "Listing jobs takes too long; each job is read separately.", {
        minutes: REST_MS / 60_000,
      });
      // Without an error, jobs that are due are asked for at once.
      return { ...found, error: null };
    } catch (reason) {
      if (!signal.aborted) {
        this.#refused = true;
        const { kind, code } = reason instanceof EhpcError ? reason : { kind: "other", code: null };
        this.#log("info", "Jobs cannot be listed; each job is read separately.", { kind, code });
      }
      return NOTHING;
    }
  }

  /** One page, where nothing is known: that is the price of finding out. */
  #expectedPages(now: number): number {
    return now - this.#knownAt < PAGES_KNOWN_FOR_MS ? this.#pages : 1;
  }
}
