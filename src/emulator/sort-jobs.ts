import type { JobNow } from "./job-life";
import { unixSeconds } from "./job-times";
import { invalidParameter } from "./operation";

/** Puts jobs into an order. */
export type Sort = (jobs: readonly JobNow[]) => readonly JobNow[];

/** More seconds than any time has. */
const NEVER = 1e12;

/**
 * What each order goes by; `null` for a job that has none yet, and that comes last in either direction. The service
 * documents no more than the names.
 */
const KEYS: ReadonlyMap<string, (job: JobNow) => number | null> = new Map([
  ["SubmitOrder", submitted],
  ["ExecuteOrder", ({ info }: JobNow) => unixSeconds(info.StartTime)],
  ["PendOrder", waited],
]);

/** Reads `SortBy` of `JobFilter`. Throws {@link Refused}; of several orders, each decides where those before it do not. */
export function readSort(value: unknown): Sort {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw invalidParameter("JobFilter.SortBy");
  const orders = Object.entries(value).map(([name, given]) => {
    const key = KEYS.get(name);
    const direction = given || "desc";
    if (key === undefined || (direction !== "asc" && direction !== "desc")) {
      throw invalidParameter(`JobFilter.SortBy.${name}`);
    }
    return { key, sign: direction === "asc" ? 1 : -1 };
  });
  return (jobs) =>
    jobs
      .map((job) => ({ job, keys: orders.map(({ key }) => key(job)) }))
      .sort((a, b) => {
        for (const [index, { sign }] of orders.entries()) {
          const order = compare(a.keys[index] ?? null, b.keys[index] ?? null, sign);
          if (order !== 0) return order;
        }
        return 0;
      })
      .map(({ job }) => job);
}

function compare(a: number | null, b: number | null, sign: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return sign * (a - b);
}

function submitted({ info }: JobNow): number | null {
  return unixSeconds(info.CreateTime);
}

/** How long a job has waited for its beginning; who still waits has waited longer than anyone who does not. */
function waited(job: JobNow): number | null {
  const from = submitted(job);
  if (from === null) return null;
  return (unixSeconds(job.info.StartTime) ?? NEVER) - from;
}
