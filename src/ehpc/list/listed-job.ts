import type { ResourcesWithGpus, WrittenIdentity } from "../job/job";

/**
 * A job as ListJobs describes it (API version 2024-07-30, `JobSpec`): GetJob's fields without the command and further
 * information, times in another form, and a comment beside it. A value that is absent or blank is `null`, and every text
 * except `rawName` and the `variables` is one plain line, as in `Job`.
 */
export interface ListedJob {
  jobId: string | null;
  /** The name as it is shown. Names that differ may be shown alike: `rawName` tells them apart. */
  jobName: string | null;
  /** The name letter by letter, with all its white space and whatever nobody sees; empty where there is none. */
  rawName: string;
  /** The state in the scheduler's words; `classifyState` reads it. */
  state: string | null;
  /** The cluster-side user. */
  runAsUser: string | null;
  jobQueue: string | null;
  priority: number | null;
  /** What whoever submitted the job wrote about it. */
  comment: string | null;
  /** Path of the standard output file on the cluster: GetJob's `outputLog`. */
  outputLog: string | null;
  /** Path of the standard error file on the cluster. */
  errorLog: string | null;
  /** The nodes in the scheduler's notation; `nodeNames` reads it. */
  nodeList: string | null;
  /** The parent job; not `null` for a sub-job of an array job. */
  arrayJobId: string | null;
  arrayJobSubId: string | null;
  /** First index, last index and step of an array job, such as `1-5:2`; `arrayIndices` reads it. */
  arrayRequest: string | null;
  /** When the job was submitted, in Unix seconds: GetJob's `createTime`. */
  submitTime: number | null;
  /** In Unix seconds. */
  startTime: number | null;
  /** In Unix seconds. */
  lastModifyTime: number | null;
  resources: ResourcesWithGpus | null;
  /** GetJob's `resourcesUsed`, with GPUs. */
  resourcesUsed: ResourcesWithGpus | null;
  /** The environment variables; no prototype, so any name may occur. */
  variables: Record<string, string> | null;
  /** As in `Job`. */
  written?: WrittenIdentity;
}
