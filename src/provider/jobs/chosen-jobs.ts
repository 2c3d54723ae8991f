import { eachTask } from "../../ehpc/list/each-task";
import type { ListedJob } from "../../ehpc/list/listed-job";
import { type WantedJobs, wantedJobs } from "../../ehpc/list/wanted-jobs";
import type { ArgumentsOf } from "../../plugin/schema/attribute";
import type { jobsAttributes } from "./jobs-schema";

type Choice = Pick<ArgumentsOf<typeof jobsAttributes>, "job_ids" | "array_job_id">;

/** The jobs of a list that its arguments choose by their IDs; all of them where they choose none. */
export function chosenJobs(jobs: readonly ListedJob[], { job_ids, array_job_id }: Choice): WantedJobs {
  if (array_job_id !== null) {
    return wantedJobs(jobs, [array_job_id], true);
  }
  return job_ids === null ? { entries: jobs, ...eachTask(jobs) } : wantedJobs(jobs, job_ids);
}
