import { EhpcError } from "../../base/errors";
import type { Log } from "../../base/log";
import type { ListedJob } from "../list/listed-job";
import type { EndpointCalls } from "./endpoint-calls";
import { type Sweep, sweep } from "./sweep";

/** How long the number of pages is believed, in milliseconds. */
const PAGES_KNOWN_FOR_MS = 300_000;
/** How long a list is left alone that did not answer in time, in milliseconds. */
const REST_MS = 300_000;
const NOTHING: Sweep = { jobs: new Map(), complete: false, pages: null, error: null };

/** The list of a cluster's unfinished jobs: what reading it costs, and what it says. */
export class UnfinishedList {
  readonly #clusterId: string;
  readonly #calls: EndpointCalls;
  readonly #log: Log;
  #refused = false;
  #pages = 1;
  #knownAt = Number.NEGATIVE_INFINITY;
  #restsUntil = Number.NEGATIVE_INFINITY;

  constructor(clusterId: string, calls: EndpointCalls, log: Log) {
    this.#clusterId = clusterId;
    this.#calls = calls;
    this.#log = log;
  }

  /** Whether reading it takes fewer calls than asking for so many jobs one by one. */
  paysFor(jobs: number, now: number): boolean {
    return !this.#refused && now >= this.#restsUntil && jobs > this.#expectedPages(now);
  }

  /**
   * Reads it, as far as that takes fewer calls than asking for what is still missing. Once it has been refused it is
   * never read again; that there is nothing to be had from it is all that is said then.
   *
   * @param missing how many jobs are to be looked at that are not among those found
   * @param begunAt the time, on the monotonic clock
   */
  async read(
    missing: (found: ReadonlyMap<string, ListedJob>) => number,
    begunAt: number,
    signal: AbortSignal,
  ): Promise<Sweep> {
    try {
      const found = await sweep({
        readPage: (page) => this.#calls.listUnfinished(this.#clusterId, page, signal),
        expectedPages: this.#expectedPages(begunAt),
        paysToRead: (pages, jobs) => pages < missing(jobs),
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
