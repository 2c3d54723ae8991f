import { numberOf, wholeJobId } from "../job/array-ids";
import type { ListedJob } from "./listed-job";

/**
 * Jobs by the time of their submission. Times are whole seconds: of jobs of the same second, the one with the higher
 * number in its ID was submitted later, as schedulers count up; tasks of an array go by the array's number. Jobs without
 * a time come last in either order. What nothing tells apart stays as it is listed.
 */
export function inSubmissionOrder(jobs: readonly ListedJob[], order: "asc" | "desc"): ListedJob[] {
  const sign = order === "asc" ? 1 : -1;
  return jobs
    .map((job) => ({ job, number: countOf(job) }))
    .sort((a, b) => {
      const [time, other] = [a.job.submitTime, b.job.submitTime];
      if (time === null || other === null) {
        return Number(time === null) - Number(other === null);
      }
      return sign * (time - other || (a.number ?? 0) - (b.number ?? 0));
    })
    .map(({ job }) => job);
}

/**
 * Whether it is sure which jobs are the first `limit` of a list in the order of submission. It is not where a job that is
 * left out has no time, or the same as one that is kept while no number tells them apart. Tasks of one array are one job.
 */
export function limitIsCertain(ordered: readonly ListedJob[], limit: number): boolean {
  const kept = eachOnce(ordered.slice(0, limit));
  const cut = eachOnce(ordered.slice(limit));
  const lastTime = ordered[limit - 1]?.submitTime ?? null;
  const atEdge = kept.filter(({ submitTime }) => submitTime === lastTime);
  return cut.every((job) => {
    if (job.submitTime === null) {
      return kept.every((other) => wholeJobId(other) === wholeJobId(job));
    }
    return job.submitTime !== lastTime || atEdge.every((other) => areToldApart(job, other));
  });
}

/** Of the tasks of an array with the same time, one is enough. */
function eachOnce(jobs: readonly ListedJob[]): ListedJob[] {
  return [...new Map(jobs.map((job) => [`${wholeJobId(job)} ${job.submitTime}`, job])).values()];
}

function areToldApart(a: ListedJob, b: ListedJob): boolean {
  if (wholeJobId(a) === wholeJobId(b)) {
    return true;
  }
  const [number, other] = [countOf(a), countOf(b)];
  return number !== null && other !== null && number !== other;
}

/** The number that a scheduler gave to a job, or to the array that it is of. */
function countOf(job: ListedJob): number | null {
  const number = numberOf(wholeJobId(job) ?? "");
  return /^\d{1,15}$/.test(number) ? Number(number) : null;
}
