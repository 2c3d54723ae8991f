/**
 * A job as ListJobs describes it (API version 2024-07-30, `JobSpec`). It tells less than GetJob does, and times in
 * another form. A value that is absent or blank is `null`, and every text is one plain line, as in `Job`.
 */
export interface ListedJob {
  jobId: string | null;
  jobName: string | null;
  /** The state in the scheduler's words; `classifyState` reads it. */
  state: string | null;
  /** The cluster-side user. */
  runAsUser: string | null;
  jobQueue: string | null;
  priority: number | null;
  /** The nodes in the scheduler's notation; `nodeNames` reads it. */
  nodeList: string | null;
  /** The parent job; not `null` for a sub-job of an array job. */
  arrayJobId: string | null;
  arrayJobSubId: string | null;
  /** When the job was submitted, in Unix seconds: GetJob's `createTime`. */
  submitTime: number | null;
  /** In Unix seconds. */
  startTime: number | null;
  /** In Unix seconds. */
  lastModifyTime: number | null;
}
