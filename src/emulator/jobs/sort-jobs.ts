import { invalidParameter } from "../http/answer";
import type { JobNow } from "./job-life";
import { unixSeconds } from "./job-times";

/** What a job is sorted by. */
export type SortKeys = readonly (number | null)[];

/** An order of jobs. */
export interface Order {
  keysOf(job: JobNow): SortKeys;
  /** Negative if the job with the keys `a` comes first, 0 if they are equal. */
  compare(a: SortKeys, b: SortKeys): number;
}

/** Leaves all jobs where they are. */
export const NO_ORDER: Order = { keysOf: () => [], compare: () => 0 };

/** Later than any time, in seconds. */
const NEVER = 1e12;

/**
 * The key of each order; `null` for a job without one, which comes last in both directions. The service documents only
 * the names.
 */
const KEYS: ReadonlyMap<string, (job: JobNow) => number | null> = new Map([
  ["SubmitOrder", submitted],
  ["ExecuteOrder", ({ info }: JobNow) => unixSeconds(info.StartTime)],
  ["PendOrder", waited],
]);

/** Reads `SortBy` of `JobFilter`. With several orders, each decides between jobs that are equal so far. Throws {@link Refused}. */
export function readOrder(value: unknown): Order {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw invalidParameter("JobFilter.SortBy");
  }
  const orders = Object.entries(value).map(([name, given]) => {
    const key = KEYS.get(name);
    const direction = given || "desc";
    if (key === undefined || (direction !== "asc" && direction !== "desc")) {
      throw invalidParameter(`JobFilter.SortBy.${name}`);
    }
    return { key, sign: direction === "asc" ? 1 : -1 };
  });
  return {
    keysOf: (job) => orders.map(({ key }) => key(job)),
    compare(a, b) {
      for (const [index, { sign }] of orders.entries()) {
        const order = compare(a[index] ?? null, b[index] ?? null, sign);
        if (order !== 0) {
          return order;
        }
      }
      return 0;
    },
  };
}

function compare(a: number | null, b: number | null, sign: number): number {
  if (a === null || b === null) {
    return Number(a === null) - Number(b === null);
  }
  return sign * (a - b);
}

function submitted({ info }: JobNow): number | null {
  return unixSeconds(info.CreateTime);
}

/** How long a job was pending. A job that still is counts as the longest. */
function waited(job: JobNow): number | null {
  const from = submitted(job);
  if (from === null) {
    return null;
  }
  return (unixSeconds(job.info.StartTime) ?? NEVER) - from;
}
