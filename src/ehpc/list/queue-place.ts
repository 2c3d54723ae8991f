import { classifyState } from "../../notation/phase";
import { isOfArray, wholeJobId } from "../job/array-ids";
import type { GetJobRequest } from "../job/get-job";
import type { Job } from "../job/job";
import { isNamed } from "../job/job-key";
import type { JobList, JobListRequest } from "./list-all-jobs";
import type { ListedJob } from "./listed-job";
import { inSubmissionOrder } from "./submission-order";

/** Where a pending job stands in its queue. */
export interface QueuePlace {
  readonly queue: string;
  /** How many pending jobs of the queue were submitted before it. An array is one job. */
  readonly before: number;
}

/** A longer list costs more calls than the place is worth, in jobs. */
const MOST_LISTED = 250;

/**
 * Finds out where a pending job stands in its queue, by the time of submission. This is not the order in which the
 * scheduler starts jobs: it knows priorities, and the service's own order `PendOrder` is not documented.
 *
 * @param list lists jobs
 * @param whose what GetJob says of the job
 * @returns `null` where the lists do not say, or the queue is too long
 */
export async function queuePlace(
  list: (request: JobListRequest) => Promise<Pick<JobList, "jobs">>,
  { clusterId, jobId }: GetJobRequest,
  { jobName, runAsUser, jobQueue: queue }: Pick<Job, "jobName" | "runAsUser" | "jobQueue">,
): Promise<QueuePlace | null> {
  if (queue === null) {
    return null;
  }
  const unfinished = { clusterId, status: "unfinished", limit: MOST_LISTED } as const;
  const alike = await list({
    ...unfinished,
    ...(jobName !== null && { jobName }),
    ...(runAsUser !== null && { users: [runAsUser] }),
    queues: [queue],
  });
  const own = alike.jobs.find((job) => isAsked(jobId, job));
  if (own === undefined || own.submitTime === null) {
    return null;
  }
  const { jobs } = await list({ ...unfinished, queues: [queue], createdBefore: own.submitTime });
  if (jobs.length === MOST_LISTED) {
    return null;
  }
  const ids = inSubmissionOrder(jobs.filter(isPending), "asc").map((job) =>
    isAsked(jobId, job) ? jobId : wholeJobId(job),
  );
  const before = [...new Set(ids)].indexOf(jobId);
  return before === -1 ? null : { queue, before };

  // The service also matches parts of names.
  function isPending({ state, jobQueue }: ListedJob): boolean {
    return jobQueue === queue && classifyState(state) === "pending";
  }
}

function isAsked(jobId: string, job: ListedJob): boolean {
  return isNamed(jobId, job) || isOfArray(jobId, job);
}
