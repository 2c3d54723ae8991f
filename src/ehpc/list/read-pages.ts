import type { JobPage } from "../api/client";
import { listEntryKey } from "../job/job-key";
import type { ListedJob } from "./listed-job";
import type { SeenEntries } from "./stood-still";

/** Pages read at the same time. */
const AT_A_TIME = 8;
/** Maximum number of jobs that a list is read for, whatever the service says that it has. */
export const MOST_JOBS = 1_000_000;

export interface PagesRequest {
  /** Reads a page; the first is 1. */
  readPage: (pageNumber: number) => Promise<JobPage>;
  pageSize: number;
  /** Which of the jobs are wanted. */
  pick: (jobs: readonly ListedJob[]) => ListedJob[];
  /** How many jobs are enough. @default all */
  limit?: number;
}

/** A list, read page after page. */
export interface Reading extends SeenEntries {
  /** The service's id of the call for the first page. */
  requestId: string | null;
  /** The wanted jobs in the order of the list, each once. */
  wanted: ReadonlyMap<string, ListedJob>;
  /** What further entries say of wanted jobs. */
  repeats: readonly ListedJob[];
  /** How many entries have no id. */
  withoutId: number;
  /** How many jobs there are, by the last word of the service. */
  totalCount: number;
  pages: number;
  /** Whether no page was left out because the limit was reached. */
  whole: boolean;
}

/**
 * Reads the pages of a list once, several at a time, and no more than is needed for `limit`: as many as hold so many
 * jobs where all are wanted, and otherwise twice as many as would have done, at most. Pages that come up while others are
 * read are read as well.
 */
export async function readPages({ readPage, pageSize, pick, limit }: PagesRequest): Promise<Reading> {
  const wanted = new Map<string, ListedJob>();
  const repeats: ListedJob[] = [];
  const times = new Map<string, number | null>();
  let withoutId = 0;

  function take(page: JobPage): void {
    const fresh: ListedJob[] = [];
    const again: ListedJob[] = [];
    for (const job of page.jobs) {
      const key = listEntryKey(job);
      if (key === null) {
        withoutId += 1;
      } else if (times.has(key)) {
        again.push(job);
      } else {
        times.set(key, job.submitTime);
        fresh.push(job);
      }
    }
    for (const job of pick(fresh)) {
      wanted.set(listEntryKey(job) ?? "", job);
    }
    if (again.length > 0) {
      repeats.push(...pick(again));
    }
  }

  const enough = () => limit !== undefined && wanted.size >= limit;
  const first = await readPage(1);
  let { totalCount } = first;
  let count = pagesFor(totalCount, pageSize);
  let pages = 1;
  let mostCounted = totalCount;
  take(first);
  while (pages < count && !enough()) {
    const known = { keys: times.size, count };
    const last = Math.min(count, pages + wave(pages, wanted.size));
    const read = await readEach(pages + 1, last, readPage);
    for (const page of read) {
      take(page);
      totalCount = page.totalCount;
      mostCounted = Math.max(mostCounted, totalCount);
      count = Math.max(count, pagesFor(totalCount, pageSize));
    }
    pages += read.length;
    // The list ends before an empty page, whatever its count says.
    if (read.some(({ jobs }) => jobs.length === 0)) {
      break;
    }
    // A service that says after each page that there is one more, and has nothing new on it, would never end.
    if (times.size === known.keys && count > known.count) {
      break;
    }
  }
  const whole = pages >= count || !enough();
  return {
    requestId: first.requestId,
    wanted,
    repeats,
    times,
    firstCount: first.totalCount,
    mostCounted,
    withoutId,
    totalCount,
    pages,
    whole,
  };

  /** How many pages to read next. */
  function wave(read: number, found: number): number {
    if (limit === undefined) {
      return Number.POSITIVE_INFINITY;
    }
    if (found === times.size) {
      return Math.ceil((limit - found) / pageSize);
    }
    return Math.min(AT_A_TIME, read);
  }
}

function pagesFor(jobs: number, pageSize: number): number {
  return Math.ceil(Math.min(jobs, MOST_JOBS) / pageSize);
}

/** Reads pages in parallel and returns them in order. After a failure or an empty page it begins no further page. */
async function readEach(first: number, last: number, readPage: PagesRequest["readPage"]): Promise<JobPage[]> {
  const pages: JobPage[] = [];
  let next = first;
  async function readOn(): Promise<void> {
    for (let number = next++; number <= last; number = next++) {
      try {
        const page = await readPage(number);
        pages[number - first] = page;
        if (page.jobs.length === 0) {
          next = last + 1;
        }
      } catch (error) {
        next = last + 1;
        throw error;
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(AT_A_TIME, last - first + 1) }, readOn));
  return pages;
}
