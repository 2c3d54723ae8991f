/** Resources that were requested, or are used. Cores, memory and GPUs are per node. */
export interface JobResources {
  nodes: number | null;
  cores: number | null;
  /** As the service writes it, such as `1gb`. */
  memory: string | null;
}

/** The same, with GPUs. */
export interface ResourcesWithGpus extends JobResources {
  gpus: number | null;
}

/**
 * A job as GetJob describes it (API version 2024-07-30, `JobInfo`). A value that is absent or blank is `null`.
 *
 * Every text is one plain line: terminals' escape sequences, control and invisible characters are taken out, and blanks
 * and line breaks are single blanks. Of a name, a time or a path of more than 4096 characters, the beginning is here. A command keeps its lines and blanks. `variables` and `extraInfo` alone are as the
 * service wrote them, and must not reach a terminal as they are.
 */
export interface Job {
  jobId: string | null;
  jobName: string | null;
  /** The state in the scheduler's words; `classifyState` reads it. See `decodeState` for texts that are no such words. */
  state: string | null;
  /** The cluster-side user. */
  runAsUser: string | null;
  jobQueue: string | null;
  priority: number | null;
  commandLine: string | null;
  /** When the job was submitted, such as `2024-08-16T10:52:48`. The service gives no time zone. */
  createTime: string | null;
  startTime: string | null;
  lastModifyTime: string | null;
  /** Path of the standard output file on the cluster. */
  outputLog: string | null;
  /** Path of the standard error file on the cluster. */
  errorLog: string | null;
  /** The nodes in the scheduler's notation; `nodeNames` reads it. */
  nodeList: string | null;
  /** First index, last index and step of an array job, such as `1-5:2`; `arrayIndices` reads it. */
  arrayRequest: string | null;
  /** The parent job; not `null` for a sub-job of an array job. */
  arrayJobId: string | null;
  arrayJobSubId: string | null;
  resources: ResourcesWithGpus | null;
  resourcesUsed: JobResources | null;
  /** The environment variables; no prototype, so any name may occur. */
  variables: Record<string, string> | null;
  /** JSON text; its keys are undocumented. */
  extraInfo: string | null;
  /**
   * The name and the user as they were written, where more is written than is shown: jobs that differ may be shown alike.
   * Only to be compared.
   */
  written?: WrittenIdentity;
  /** All that is known of an array that was asked for by its own ID; the job itself is the task that speaks for it. */
  array?: SpokenArray;
}

/** Whose job it is, letter by letter apart from plain white space. */
export type WrittenIdentity = Pick<Job, "jobName" | "runAsUser">;

/** An array that was asked for by its own ID, and the records of it that the service has given. */
export interface WholeArray {
  /** The ID that was asked for. */
  readonly asked: string;
  /** Each describes a task, several tasks that have not begun, or the array itself. */
  readonly records: readonly Job[];
  /** The tasks that earlier answers have named, too. */
  readonly tasks?: ReadonlySet<number>;
  /** Whose array it is, if earlier answers have said so: names may differ from task to task. */
  readonly whose?: WrittenIdentity;
}

/** The same for a job that speaks for its array. */
export interface SpokenArray extends WholeArray {
  /**
   * How many tasks stand how, and which of them decides: `1 of 4 tasks failed, 3 not ended; task 36_3: FAILED`. One line
   * that is harmless on a terminal.
   */
  readonly summary: string;
  /** The ID of the task that decides, under which its logs are read; the array's own where none does. */
  readonly speaker: string;
}
