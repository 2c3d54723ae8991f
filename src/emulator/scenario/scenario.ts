/** The operations that the emulator answers. */
export const OPERATIONS = ["GetJob", "ListJobs", "GetJobLog", "CreateJob", "StopJobs"] as const;

export type OperationName = (typeof OPERATIONS)[number];

/** A value as JSON has it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/**
 * What the emulator knows and how it behaves; the format of a scenario file (JSON).
 *
 * ```json
 * {
 *   "lifeBegins": "first-read",
 *   "rateLimit": { "callsPerSecond": 20 },
 *   "chance": { "seed": 1, "troubles": [{ "share": 0.1, "fault": { "kind": "reset" } }] },
 *   "clusters": {
 *     "ehpc-hz-FYUr32abcd": {
 *       "jobs": {
 *         "1.manager": {
 *           "info": { "JobName": "train", "OutputLog": "/home/train.o1" },
 *           "life": [{ "at": 0, "State": "Pending" }, { "at": 2, "State": "Running" }, { "at": 5, "State": "Completed" }]
 *         },
 *         "2.manager": { "error": { "code": "AgentError", "times": 2 }, "info": { "State": "Running" } },
 *         "3.manager": { "responseFile": "answer.json" },
 *         "4.manager": {
 *           "life": [
 *             { "at": 0, "State": "Running", "stdout": "epoch 1\n" },
 *             { "at": 5, "State": "Failed", "stderr": "out of memory\n" },
 *             { "at": 60, "gone": true }
 *           ]
 *         }
 *       }
 *     }
 *   }
 * }
 * ```
 */
export interface Scenario extends Trouble {
  /** When the life of a job begins: at the emulator's start, or at the first read of the job. @default "start" */
  readonly lifeBegins?: "start" | "first-read";
  /** The response for a job that is not in the scenario; the service documents none. @default "invalid-params" */
  readonly missingJob?: "invalid-params" | "agent-error" | "empty-job-info";
  /** Temporary credentials by access key ID, accepted until they expire. @default none */
  readonly credentials?: Readonly<Record<string, ScenarioCredentials>>;
  /** The STS token that requests with the access key must carry. @default none */
  readonly securityToken?: string;
  /** The rate limit of the endpoint; further calls are refused with `Throttling`. @default no limit */
  readonly rateLimit?: RateLimit;
  /** Random troubles; they take precedence over all others. @default none */
  readonly chance?: Chance;
  /** By cluster ID. The response for any other ID is `ClusterNotFound`. */
  readonly clusters: Readonly<Record<string, ScenarioCluster>>;
}

/** Temporary credentials; refused with `InvalidSecurityToken.Expired` after they expire. */
export interface ScenarioCredentials {
  readonly accessKeySecret: string;
  /** Requests must carry it. */
  readonly securityToken: string;
  /** Counted from the emulator's start. */
  readonly lifetimeSeconds: number;
}

/** A cluster. Its troubles take precedence over the troubles of its jobs. */
export interface ScenarioCluster extends Trouble {
  /** Whether GetJobLog returns logs, as it does only for Slurm and PBS Pro on Standard Edition clusters. @default true */
  readonly logsAvailable?: boolean;
  /**
   * How many bytes of a log GetJobLog returns at once, and whether a larger `Size` is cut or refused.
   *
   * @default 409600 bytes; a larger `Size` is cut
   */
  readonly logLimit?: { readonly bytes: number; readonly beyond?: "cut" | "refused" };
  /** Who accepts submitted jobs: it decides on their IDs and states. @default "slurm" */
  readonly scheduler?: SchedulerName;
  /** The jobs that CreateJob submits. */
  readonly submitted?: SubmittedJobs;
  /** What StopJobs does to a job, and to each task of an array that has not ended. */
  readonly stopping?: Stopping;
  /** Many similar jobs; they are listed first. @default none */
  readonly series?: readonly JobSeries[];
  /** By job ID. A job here replaces the job with the same ID in a series, or the task with the same ID in an array. */
  readonly jobs?: Readonly<Record<string, ScenarioJob>>;
}

export const SCHEDULER_NAMES = ["slurm", "pbs", "grid-engine"] as const;

export type SchedulerName = (typeof SCHEDULER_NAMES)[number];

/** Submitted jobs. What a request says is in `info`; a scenario says how the jobs live. */
export interface SubmittedJobs {
  /** The number of the first; each further one has the next number that is free. @default 1 */
  readonly from?: number;
  /** Any submitted job. @default it is pending, runs after 2 seconds and succeeds after 5 */
  readonly job?: SeriesJob;
  /** Jobs by their name, in place of `job`. */
  readonly jobs?: Readonly<Record<string, SeriesJob>>;
}

export interface Stopping {
  /** Seconds until a stopped job ends. @default 0 */
  readonly seconds?: number;
  /** The state in which it ends. @default "CANCELLED" with Slurm, else "FAILED" */
  readonly state?: string;
}

/** Many similar jobs. */
export interface JobSeries {
  /** Number of jobs, at most 1000000. */
  readonly count: number;
  /** Number of the first job; the others count up from it. @default 1 */
  readonly from?: number;
  /** The job's id, with `{number}` in it. @default "{number}" */
  readonly id?: string;
  /** Seconds between two jobs, for CreateTime, StartTime and LastModifyTime. @default 0 */
  readonly secondsApart?: number;
  /** The first job; `{number}` in any of its texts becomes the number of each. */
  readonly job: SeriesJob;
}

/** A job of a series, or a task of an array: given by its fields. */
export type SeriesJob = Omit<ScenarioJob, "response" | "responseFile" | keyof JobArray>;

/**
 * What makes a job an array. Its ID is `36`, as in Slurm, or `1[].manager`, as in PBS. The job describes every task;
 * `{index}` in its texts becomes the index of each.
 */
export interface JobArray {
  /** The indices of the tasks, as `sbatch --array` takes them, such as `1-200` or `1-9:2,20%5`. */
  readonly arrayRequest?: string;
  /** Tasks that differ, by index or by several (`7`, `10-12`). A member replaces the array's; `info` and `listed` are added to it. */
  readonly tasks?: Readonly<Record<string, SeriesJob>>;
  /** Seconds by which each task is later than the one before, in all stages but the first. @default 0 */
  readonly secondsApart?: number;
  /**
   * The IDs of the tasks of array `36`: `index` is `36_1` (PBS: `1[1].manager`). `own` is `37`, `38` and so on, and `36`
   * for the last task, as `scontrol` has it. `array` is `36` for all, as in the sample of the API page.
   *
   * @default "index"
   */
  readonly taskIds?: "index" | "own" | "array";
  /** Whether the tasks that have not begun are one record, such as `36_[3-6]`, as in Slurm. @default true for an ID such as 36 */
  readonly oneRecordForWaiting?: boolean;
}

/** A job, given by its fields or by a complete response. */
export interface ScenarioJob extends Trouble, JobArray {
  /** Members of `JobInfo` in the response. `JobId` defaults to the job's key. */
  readonly info?: Readonly<Record<string, Json>>;
  /** Members of `JobSpec` in ListJobs that are not made from `info`, such as `Comment`. */
  readonly listed?: Readonly<Record<string, Json>>;
  /** The stages of the job's life, in order of time. Each replaces members of `info` from its second on. */
  readonly life?: readonly Stage[];
  /** The initial content of the job's logs; stages add to it. @default "" */
  readonly stdout?: LogText;
  readonly stderr?: LogText;
  /** A body that is sent byte for byte instead of one made from `info`. */
  readonly response?: string;
  /** The same from a file, named relative to the scenario file. Only in a scenario file. */
  readonly responseFile?: string;
}

/** A stage: from second `at` on, these members of `JobInfo` hold. Names in lower case are the emulator's own. */
export type Stage = {
  readonly at: number;
  /** What the job writes from this time until the next stage. */
  readonly stdout?: LogText;
  readonly stderr?: LogText;
  /** Whether the scheduler has forgotten the job: the response is the one of `missingJob`, and the job is not listed. */
  readonly gone?: boolean;
} & Readonly<Record<string, Json>>;

/** What a job writes to a log: a text, or pieces. The last piece may grow. */
export type LogText = string | LogPiece | readonly (string | LogPiece)[];

/** A piece of a log. */
export type LogPiece = {
  /** If it is repeated, `{line}` becomes the number of the repetition, in eight digits. */
  readonly text?: string;
  /** Any bytes, in Base64, instead of `text`. */
  readonly base64?: string;
  /** Number of repetitions. @default 1; with `everySeconds`, no limit */
  readonly repeat?: number;
  /** Seconds per repetition, until the next stage. @default all repetitions are written at once */
  readonly everySeconds?: number;
  /** Whether the log starts again, as after a rotation. @default false */
  readonly restart?: boolean;
};

/** A token bucket with `burst` calls that refills at `callsPerSecond`. */
export interface RateLimit {
  readonly callsPerSecond: number;
  /** @default `callsPerSecond`, at least 1 */
  readonly burst?: number;
}

/**
 * Random troubles. With the same seed, the n-th call of an operation with the same parameters always has the same
 * trouble, whatever the order of other calls.
 */
export interface Chance {
  /** A whole number. */
  readonly seed: number;
  readonly troubles: readonly ChanceTrouble[];
}

/** A trouble for this share of all calls, above 0. The sum of all shares is at most 1. */
export interface ChanceTrouble extends Trouble {
  readonly share: number;
}

/** What goes wrong with a call: first an error, then a fault. */
export interface Trouble {
  readonly error?: ScriptedError;
  readonly fault?: ScriptedFault;
}

/** An error in the service's form. */
export interface ScriptedError {
  /** Any code; a documented one has a default HTTP status and message. */
  readonly code: string;
  /** @default the status of the documented code, else 400 */
  readonly httpStatus?: number;
  /** @default the message of the documented code */
  readonly message?: string;
  /** Sent as `x-acs-retry-after`, in milliseconds. */
  readonly retryAfterMs?: number;
  /** Number of calls that it affects. @default all calls */
  readonly times?: number;
  /** Operation that it affects. @default all operations */
  readonly operation?: OperationName;
}

/** A response that the service does not document. */
export interface ScriptedFault {
  readonly kind: FaultKind;
  /** For `slow`: delay of the response in seconds, at most 2147483. @default 10. For `late`: of the job. @default 5 */
  readonly seconds?: number;
  /** Number of calls that it affects. @default all calls */
  readonly times?: number;
  /** Operation that it affects. @default all operations */
  readonly operation?: OperationName;
}

export const FAULT_KINDS = [
  /** A gateway's page, with status 200. */
  "html",
  /** A body of no bytes, with status 200. */
  "empty",
  /** The first half of the response; then the connection ends. */
  "truncated",
  /** 9 MiB of spaces before the response. */
  "oversized",
  /** The response, `seconds` late. */
  "slow",
  /** The connection is reset instead of a response. What was asked for is done. */
  "reset",
  /** The same, but nothing is done, as if the request had not been read. */
  "unread",
  /** As `reset`, but a job is submitted only `seconds` later. */
  "late",
  /** A gateway's page with status 502 instead of the response. What was asked for is done. */
  "bad-gateway",
  /** `Success` is false, with status 200 and no code. */
  "success-false",
  /** A successful but empty response: `JobInfo` without members, no jobs, no logs. */
  "empty-job-info",
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];
