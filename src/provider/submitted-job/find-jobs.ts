import { EhpcError } from "../../base/errors";
import { wholeJobId } from "../../ehpc/job/array-ids";
import { listGaps } from "../../ehpc/list/list-gaps";
import type { ListedJob } from "../../ehpc/list/listed-job";
import type { ListEnd } from "../../ehpc/list/stream-jobs";
import type { HandlerContext } from "../../plugin/author/data-source";
import type { Listed, ListRequest } from "../../plugin/author/list-resource";
import type { EhpcSession } from "../configure/ehpc-session";
import { idOf } from "../job/job-query";
import { describeJob } from "../job/job-results";
import { explainedList, incompleteList } from "../jobs/explained-list";
import { jobListOf } from "../jobs/jobs-query";
import type { jobFilterArguments } from "../jobs/jobs-schema";
import { markerIn, NO_LISTS, resultsOf, type State } from "./job-of-state";
import type { submittedJobAttributes } from "./submitted-job-schema";

type Request = ListRequest<typeof jobFilterArguments> & HandlerContext<EhpcSession>;
type FoundJob = Listed<typeof submittedJobAttributes>;

/** Jobs that are read at the same time. */
const AT_A_TIME = 8;

/** A job to import: a job of the list, or the array that it is a task of. */
interface Candidate {
  readonly jobId: string;
  readonly listed: ListedJob;
}

/**
 * Finds jobs to import, as the pages of the list arrive, and reads no more pages and jobs than `limit` takes.
 *
 * @throws DiagnosticError
 */
export async function* findJobs(request: Request): AsyncGenerator<FoundJob, void, undefined> {
  const { config, limit, client, warn } = request;
  const known = new Set<string>();
  let left = limit;

  /** The jobs of the list that no earlier one stood for. */
  function candidates(jobs: readonly ListedJob[]): Candidate[] {
    return jobs.flatMap((listed) => {
      const jobId = wholeJobId(listed);
      if (jobId === null || known.has(jobId)) {
        return [];
      }
      known.add(jobId);
      return [{ jobId, listed }];
    });
  }

  try {
    const batches = jobBatches(request);
    while (left > 0) {
      const next = await batches.next();
      if (next.done) {
        const gaps = listGaps({ ...next.value, limitCertain: null, jobs: { length: known.size } });
        if (gaps.length > 0) {
          warn(incompleteList(gaps));
        }
        return;
      }
      const found = candidates(next.value);
      while (found.length > 0 && left > 0) {
        const some = found.splice(0, Math.min(AT_A_TIME, left));
        for (const job of await Promise.all(some.map((each) => foundJob(each, request)))) {
          if (job !== null) {
            left -= 1;
            yield job;
          }
        }
      }
    }
  } catch (error) {
    throw explainedList(error, config.cluster_id, client);
  }
}

/** The jobs of the list. The order of submission takes all pages; for any other, the jobs come page by page. */
async function* jobBatches({
  config,
  limit,
  client,
  signal,
}: Request): AsyncGenerator<readonly ListedJob[], ListEnd, undefined> {
  const request = jobListOf(config, Number.isFinite(limit) ? limit : null);
  if (config.sort?.by !== "submit") {
    return yield* client.streamJobs(request, signal);
  }
  const { limit: _, ...unlimited } = request;
  const list = await client.listJobs(unlimited, signal);
  yield list.jobs;
  return list;
}

/** The job with its identity, or all that is known of it; `null` where it cannot be imported. */
async function foundJob(
  { jobId, listed }: Candidate,
  { config, withState, client, signal, logger, warn }: Request,
): Promise<FoundJob | null> {
  const place = { cluster_id: config.cluster_id, job_id: jobId };
  const displayName = nameOf(jobId, listed);
  if (!withState) {
    return { displayName, state: place };
  }
  try {
    const { job } = await client.getJob({ clusterId: config.cluster_id, jobId }, signal);
    const seen = describeJob(job, NO_LISTS, logger);
    const state: Partial<State> = {
      ...resultsOf({}, seen),
      ...place,
      id: idOf(place),
      marker: markerIn(seen),
    };
    return { displayName, state };
  } catch (error) {
    if (error instanceof EhpcError && error.kind === "job-not-found") {
      return null;
    }
    if (error instanceof EhpcError && error.kind === "array-undecided") {
      warn({
        summary: "Array Left Out",
        detail: `The array ${jobId} of cluster "${config.cluster_id}" cannot be imported. ${error.message}`,
      });
      return null;
    }
    throw error;
  }
}

/** The name and the state of a job. A task's state is not the array's. */
function nameOf(jobId: string, { jobId: own, jobName, state }: ListedJob): string {
  return `${jobName ?? "(no name)"}, ${own === jobId ? (state ?? "(no state)") : "an array"}`;
}
