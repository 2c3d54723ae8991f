import type { Client } from "../api/client";
import { listEntryKey } from "../job/job-key";
import { type JobList, MOST_READINGS } from "./list-all-jobs";
import type { ListedJob } from "./listed-job";
import { type JobListRequest, type ListOptions, pageReader } from "./page-reader";
import { MOST_JOBS } from "./read-pages";
import { type SeenEntries, stoodStill } from "./stood-still";

/** What is known of a list when all its pages have been read. */
export type ListEnd = Pick<JobList, "totalCount" | "missing" | "withoutId" | "settled">;

/**
 * Gives the jobs of a list as its pages arrive, in the order of the service, each once. A page is read when the jobs of
 * the one before have been taken. A list of several pages is read again until it stood still, as `listAllJobs` does it;
 * what a later reading finds comes last.
 *
 * Throws `EhpcError`, and `NotationError` for a `nameRegex` that cannot be used.
 *
 * @param request `limit` says how many jobs are likely to be taken: pages are not larger
 */
export async function* streamJobs(
  client: Pick<Client, "listJobs">,
  request: JobListRequest,
  options: ListOptions,
): AsyncGenerator<readonly ListedJob[], ListEnd, undefined> {
  const { readPage, pageSize, pick } = pageReader(client, request, options);
  const keys = new Set<string>();
  let earlier: SeenEntries | null = null;
  for (let readings = 1; ; readings += 1) {
    const times = new Map<string, number | null>();
    let firstCount = 0;
    let mostCounted = 0;
    let total = 0;
    let withoutId = 0;
    let pages = 1;
    for (let page = 1; page <= pages; page += 1) {
      const { jobs, totalCount } = await readPage(page);
      const fresh: ListedJob[] = [];
      const before = times.size;
      for (const job of jobs) {
        const key = listEntryKey(job);
        if (key === null) {
          withoutId += 1;
          continue;
        }
        times.set(key, job.submitTime);
        if (!keys.has(key)) {
          keys.add(key);
          fresh.push(job);
        }
      }
      total = totalCount;
      firstCount = page === 1 ? total : firstCount;
      mostCounted = Math.max(mostCounted, total);
      const wanted = pick(fresh);
      if (wanted.length > 0) {
        yield wanted;
      }
      // The list ends before an empty page, whatever its count says.
      if (jobs.length === 0) {
        break;
      }
      const count = Math.ceil(Math.min(totalCount, MOST_JOBS) / pageSize);
      // A service that says after each page that there is one more, and has nothing new on it, would never end.
      if (times.size === before && count > pages) {
        break;
      }
      pages = Math.max(pages, count);
    }
    const seen = { times, firstCount, mostCounted };
    // One answer is of one moment.
    const settled = pages === 1 || (earlier !== null && stoodStill(earlier, seen));
    const missing = Math.max(0, total - withoutId - times.size);
    if ((settled && missing === 0) || readings >= MOST_READINGS) {
      return { totalCount: total, missing, withoutId, settled };
    }
    earlier = seen;
  }
}
