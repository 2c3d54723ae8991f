import { listResource } from "../../plugin/author/list-resource";
import { UNKNOWN } from "../../plugin/cty/value";
import { timesInOrder } from "../jobs/jobs-query";
import { jobFilterArguments } from "../jobs/jobs-schema";
import { submittedJob } from "./submitted-job";

/** `list "ehpc_job"`: the jobs of a cluster, for `terraform query`. */
export const jobList = listResource(submittedJob)({
  description:
    "Lists jobs of an E-HPC cluster (ListJobs) for import as `ehpc_job`. An array is listed once, under the ID of the whole array. With `include_resource`, each job is also read by itself (GetJob), since only that shows its command; a job that the scheduler no longer knows by then is left out.",
  attributes: jobFilterArguments,

  validate: (config) => (config === UNKNOWN ? [] : timesInOrder(config.created_after, config.created_before)),

  async *list(request) {
    const { findJobs } = await import("./find-jobs");
    yield* findJobs(request);
  },
});
