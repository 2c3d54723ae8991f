import type { Client } from "../api/client";
import { listEntryKey } from "../job/job-key";
import { type JobList, MOST_READINGS } from "./list-all-jobs";
import type { ListedJob } from "./listed-job";
import { type JobListRequest, type ListOptions, pageReader } from "./page-reader";
import { MOST_JOBS } from "./read-pages";

/** What is known of a list when all its pages have been read. */
export type ListEnd = Pick<JobList, "totalCount" | "missing" | "withoutId" | "settled">;

/**
 * Gives the jobs of a list as its pages arrive, in the order of the service, each once. A page is read when the jobs of
 * the one before have been taken. Of several pages, the list is read again until a reading brings no job that was there
 * before the first began, as `listAllJobs` does it; what a later reading finds comes last.
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
  let newest = Number.NEGATIVE_INFINITY;
  for (let readings = 1; ; readings += 1) {
    const isFirst = readings === 1;
    let end: ListEnd = { totalCount: 0, missing: 0, withoutId: 0, settled: true };
    const seen = new Set<string>();
    let pages = 1;
    for (let page = 1; page <= pages; page += 1) {
      const { jobs, totalCount } = await readPage(page);
      const fresh: ListedJob[] = [];
      const before = seen.size;
      let withoutId = 0;
      for (const job of jobs) {
        const key = listEntryKey(job);
        if (key === null) {
          withoutId += 1;
          continue;
        }
        seen.add(key);
        if (!keys.has(key)) {
          keys.add(key);
          fresh.push(job);
        }
      }
      const wanted = pick(fresh);
      const isOld = ({ submitTime }: ListedJob) => (submitTime ?? Number.NEGATIVE_INFINITY) <= newest;
      end = {
        totalCount,
        missing: 0,
        withoutId: end.withoutId + withoutId,
        settled: end.settled && (isFirst || !wanted.some(isOld)),
      };
      if (wanted.length > 0) {
        yield wanted;
      }
      // The list ends before an empty page, whatever its count says.
      if (jobs.length === 0) {
        break;
      }
      const count = Math.ceil(Math.min(totalCount, MOST_JOBS) / pageSize);
      // A service that says after each page that there is one more, and has nothing new on it, would never end.
      if (seen.size === before && count > pages) {
        break;
      }
      pages = Math.max(pages, count);
      if (isFirst) {
        newest = wanted.reduce((latest, { submitTime }) => Math.max(latest, submitTime ?? latest), newest);
      }
    }
    const missing = Math.max(0, end.totalCount - end.withoutId - keys.size);
    // One answer is of one moment.
    const settled = isFirst ? pages === 1 : end.settled;
    if ((settled && missing === 0) || readings >= MOST_READINGS) {
      return { ...end, missing, settled };
    }
  }
}
