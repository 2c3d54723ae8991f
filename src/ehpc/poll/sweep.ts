import type { EhpcError } from "../../base/errors";
import type { JobPage } from "../api/client";
import type { ListedJob } from "../list/listed-job";
import { withoutDetails } from "../list/without-details";
import { ListedRows } from "./listed-rows";

/** Pages read at the same time. */
const AT_A_TIME = 8;
/** So many failures without a success between them say that the service does not answer. */
const MOST_FAILURES_IN_A_ROW = 5;
/** Maximum number of pages that a sweep expects, whatever the service says that there are. */
const MOST_PAGES = 20_000;

export interface SweepOptions {
  /** Reads a page; the first is 1. */
  readPage: (pageNumber: number) => Promise<JobPage>;
  /** How many jobs a page holds. */
  pageSize: number;
  /** How many pages there may be, before the first one tells. */
  expectedPages: number;
  /** Whether it pays to read so many further pages, after what was found. */
  paysToRead: (pages: number, found: ReadonlyMap<string, ListedJob>) => boolean;
  /** Whether to read on, before each page but the first. @default always */
  isWanted?: (unread: number, found: ReadonlyMap<string, ListedJob>) => boolean;
  /** Whether a page may be read after this failure. */
  passes: (error: unknown) => error is EhpcError;
}

/** What a sweep found. */
export interface Sweep {
  /** The jobs on the pages that were read, each by all its keys, as of `listedJobKeys`. */
  jobs: ReadonlyMap<string, ListedJob>;
  /** The keys of `jobs` under which there are entries that contradict each other. */
  ambiguous: ReadonlySet<string>;
  /** The rows that stand for several tasks of an array, or for all of them, by the number of the array. */
  groups: ReadonlyMap<string, readonly ListedJob[]>;
  /** The numbers of the arrays of which there are tasks. */
  arrays: ReadonlySet<string>;
  /** Whether the list was read at one moment, as a whole: it is one page, which counts as many jobs as it has. */
  steady: boolean;
  /** Whether all pages were read, each but the last is full, and all count as many jobs as they have together. */
  fits: boolean;
  /**
   * Whether nothing is missing up to the last page that was read: there is each page, each but the last of the list is full,
   * and all of a list have as many rows as it counts.
   */
  full: boolean;
  /** How the submit times follow each other on the pages that were read; `rising` where one is later than one before. */
  order: "falling" | "equal" | "rising";
  /** Whether all pages were read, so that a job that is not among `jobs` is not in the list. */
  complete: boolean;
  /** How many pages there are; `null` when none was read. */
  pages: number | null;
  /** Why pages are missing; `null` when none is, or when reading on did not pay. */
  error: EhpcError | null;
}

/** The calls that a sweep of so many pages may take: a quarter more than without failures. */
export function callsFor(pages: number): number {
  return pages + Math.ceil(pages / 4);
}

/**
 * Reads a list of a cluster's jobs, page by page. Pages that fail for the time being are read again at the
 * end, as far as {@link callsFor} allows. Throws what does not pass.
 */
export async function sweep(options: SweepOptions): Promise<Sweep> {
  const jobs = new Map<string, ListedJob>();
  const rows = new ListedRows(jobs);
  const totals = new Set<number>();
  const times = new Map<number, readonly number[]>();
  let unread = [1];
  const state: { pages: number | null; error: EhpcError | null } = { pages: null, error: null };
  let calls = 0;
  let failuresInARow = 0;
  /** The last of the pages that were read. */
  let deepest = 0;

  async function read(page: number): Promise<void> {
    calls += 1;
    try {
      const { totalCount, jobs: listed } = await options.readPage(page);
      for (const job of listed) {
        rows.add(withoutDetails(job));
      }
      totals.add(totalCount);
      times.set(
        page,
        listed.map(({ submitTime }) => submitTime ?? Number.NEGATIVE_INFINITY),
      );
      deepest = Math.max(deepest, page);
      failuresInARow = 0;
      if (listed.length === 0) {
        // The list ends before an empty page, whatever its count says.
        state.pages ??= 1;
        unread = unread.filter((each) => each < page);
        return;
      }
      const known = state.pages ?? 1;
      state.pages = Math.max(known, Math.min(Math.ceil(totalCount / options.pageSize), MOST_PAGES));
      for (let added = known + 1; added <= state.pages; added += 1) {
        unread.push(added);
      }
    } catch (reason) {
      if (!options.passes(reason)) {
        unread = [];
        throw reason;
      }
      state.error = reason;
      unread.push(page);
      // A list that takes so long would keep all jobs waiting.
      failuresInARow += reason.kind === "timeout" ? MOST_FAILURES_IN_A_ROW : 1;
    }
  }

  /** The next page: where no more is wanted, one that has failed before pages that were read. */
  function nextPage(wanted: () => boolean): number | undefined {
    const maySend =
      calls < callsFor(state.pages ?? options.expectedPages) && failuresInARow < MOST_FAILURES_IN_A_ROW;
    if (!maySend) {
      return undefined;
    }
    if (wanted()) {
      return unread.shift();
    }
    const page = unread.find((each) => each < deepest);
    unread = page === undefined ? unread : unread.filter((each) => each !== page);
    return page;
  }

  async function readWhile(wanted: () => boolean): Promise<void> {
    for (let page = nextPage(wanted); page !== undefined; page = nextPage(wanted)) {
      await read(page);
    }
  }

  await readWhile(() => state.pages === null);
  const { pages, error } = state;
  const { ambiguous, groups, arrays } = rows;
  const found = { jobs, ambiguous, groups, arrays };
  if (pages === null) {
    return {
      ...found,
      order: "rising",
      steady: false,
      fits: false,
      full: false,
      complete: false,
      pages,
      error,
    };
  }
  if (unread.length > 0 && !options.paysToRead(unread.length, jobs)) {
    return {
      ...found,
      order: orderOf(times),
      steady: false,
      fits: false,
      full: false,
      complete: false,
      pages,
      error: null,
    };
  }
  const { isWanted = () => true } = options;
  const wanted = () => isWanted(unread.length, jobs);
  await Promise.all(Array.from({ length: AT_A_TIME }, () => readWhile(wanted)));
  const complete = unread.length === 0;
  const gaveUp = !complete && !wanted() && !unread.some((page) => page < deepest);
  const sizes = [...times].sort(([a], [b]) => a - b).map(([, { length }]) => length);
  const isFull = sizes.every((size, index) => size === options.pageSize || index === sizes.length - 1);
  const agrees = complete && totals.size === 1 && totals.has(rows.size);
  // Pages are not of one moment: where one job goes and another comes, a third is lost, and all counts agree.
  const steady = agrees && state.pages === 1;
  const fits = agrees && isFull && Math.max(...sizes) <= options.pageSize;
  const hasHoles = times.size < deepest;
  const isShort = [...times].some(([page, { length }]) => length < options.pageSize && page !== state.pages);
  const counted = complete ? Math.max(...totals) : 0;
  const full = !hasHoles && !isShort && sizes.reduce((sum, size) => sum + size, 0) >= counted;
  return {
    ...found,
    order: orderOf(times),
    steady,
    fits,
    full,
    complete,
    pages: state.pages,
    error: complete || gaveUp ? null : state.error,
  };
}

/** How the numbers of all pages follow each other. */
function orderOf(pages: ReadonlyMap<number, readonly number[]>): Sweep["order"] {
  const inOrder = [...pages].sort(([a], [b]) => a - b).flatMap(([, numbers]) => numbers);
  const steps = inOrder.slice(1).map((number, index) => number - (inOrder[index] as number));
  if (steps.some((step) => step > 0)) {
    return "rising";
  }
  return steps.every((step) => step < 0) ? "falling" : "equal";
}
