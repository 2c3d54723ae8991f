/** The operations that the emulator answers. */
export const OPERATIONS = ["GetJob", "ListJobs", "GetJobLog"] as const;

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
  /** What a job's seconds count from: the emulator's start, or the first time that the job is read. @default "start" */
  readonly lifeBegins?: "start" | "first-read";
  /** How a job that is not in the scenario is answered; the service documents nothing. @default "invalid-params" */
  readonly missingJob?: "invalid-params" | "agent-error" | "empty-job-info";
  /** Temporary credentials by access key id, accepted besides the access key until they lapse. @default none */
  readonly credentials?: Readonly<Record<string, ScenarioCredentials>>;
  /** The STS token that requests with the access key must carry. @default none is asked for */
  readonly securityToken?: string;
  /** How often the endpoint may be called; more calls are refused with `Throttling`. @default as often as one likes */
  readonly rateLimit?: RateLimit;
  /** Troubles that come by chance, before all others. @default none */
  readonly chance?: Chance;
  /** By cluster id. Any other is answered with `ClusterNotFound`. */
  readonly clusters: Readonly<Record<string, ScenarioCluster>>;
}

/** Temporary credentials; refused with `InvalidSecurityToken.Expired` when they have lapsed. */
export interface ScenarioCredentials {
  readonly accessKeySecret: string;
  /** Requests must carry it. */
  readonly securityToken: string;
  /** Counted from the emulator's start. */
  readonly lifetimeSeconds: number;
}

/** A cluster; its trouble comes before that of its jobs. */
export interface ScenarioCluster extends Trouble {
  /** Whether GetJobLog gives logs, as it does for Slurm and PBS Pro on Standard Edition clusters only. @default true */
  readonly logsAvailable?: boolean;
  /**
   * How many bytes of a log GetJobLog gives at once, and whether a larger `Size` is cut or refused.
   *
   * @default 409600 bytes, beyond which is cut
   */
  readonly logLimit?: { readonly bytes: number; readonly beyond?: "cut" | "refused" };
  /** Many jobs that are alike; they are listed first. @default none */
  readonly series?: readonly JobSeries[];
  /** By job id. One of a series' jobs is replaced by that of the same id. */
  readonly jobs?: Readonly<Record<string, ScenarioJob>>;
}

/** Many jobs that are alike. */
export interface JobSeries {
  /** How many, 1000000 at most. */
  readonly count: number;
  /** The number of the first; the others count up from it. @default 1 */
  readonly from?: number;
  /** The job's id, with `{number}` in it. @default "{number}" */
  readonly id?: string;
  /** How many seconds later than those of the job before a job's CreateTime, StartTime and LastModifyTime are. @default 0 */
  readonly secondsApart?: number;
  /** The first job; `{number}` in any of its texts becomes the number of each. */
  readonly job: SeriesJob;
}

/** A job of a series, which is given by its fields. */
export type SeriesJob = Omit<ScenarioJob, "response" | "responseFile">;

/** A job, given by its fields or by a complete answer. */
export interface ScenarioJob extends Trouble {
  /** Members of `JobInfo` as the answer shall have them; `JobId` comes from the job's key where it is not here. */
  readonly info?: Readonly<Record<string, Json>>;
  /** Members of `JobSpec` in ListJobs that are not to be made from those of `info`, such as `Comment`. */
  readonly listed?: Readonly<Record<string, Json>>;
  /** The stages of the job's life, by time. Each replaces members of `info` from its second on. */
  readonly life?: readonly Stage[];
  /** What stands in the job's logs from its beginning; stages add to it. @default "" */
  readonly stdout?: LogText;
  readonly stderr?: LogText;
  /** A body that is sent byte for byte in place of one made from `info`. */
  readonly response?: string;
  /** The same from a file, named relative to the scenario file. Only in a scenario file. */
  readonly responseFile?: string;
}

/** A stage: from second `at` on, these members of `JobInfo` hold. Names in lower case are the emulator's own. */
export type Stage = {
  readonly at: number;
  /** What the job writes from this moment on, until the next stage begins. */
  readonly stdout?: LogText;
  readonly stderr?: LogText;
  /** Whether the scheduler has forgotten the job: it is answered as `missingJob` says, and is not listed. */
  readonly gone?: boolean;
} & Readonly<Record<string, Json>>;

/** What a job writes to a log: a text, or pieces of which the last may grow. */
export type LogText = string | LogPiece | readonly (string | LogPiece)[];

/** A piece of a log. */
export type LogPiece = {
  /** Where it is repeated, `{line}` becomes the number of the repetition, in eight digits. */
  readonly text?: string;
  /** Bytes of any kind, in Base64, in place of `text`. */
  readonly base64?: string;
  /** How often it is written. @default once; with `everySeconds`, without end */
  readonly repeat?: number;
  /** One repetition is written in so many seconds, until the next stage begins. @default all are written at once */
  readonly everySeconds?: number;
  /** What stood in the log before is gone, as after a rotation. @default it stays */
  readonly restart?: boolean;
};

/** A bucket that holds `burst` calls and is filled at `callsPerSecond`. */
export interface RateLimit {
  readonly callsPerSecond: number;
  /** @default a second's calls, at least one */
  readonly burst?: number;
}

/**
 * Troubles by chance. The n-th call of the same operation with the same parameters always fares alike under one seed,
 * in whichever order other calls come.
 */
export interface Chance {
  /** A whole number. */
  readonly seed: number;
  readonly troubles: readonly ChanceTrouble[];
}

/** A trouble that befalls this share of all calls, above 0; the shares of all together are 1 at most. */
export interface ChanceTrouble extends Trouble {
  readonly share: number;
}

/** What may go wrong with a call: an error first, then a fault. */
export interface Trouble {
  readonly error?: ScriptedError;
  readonly fault?: ScriptedFault;
}

/** A refusal in the service's form. */
export interface ScriptedError {
  /** Any code; the documented ones have their HTTP status and message by themselves. */
  readonly code: string;
  /** @default that of the documented code, else 400 */
  readonly httpStatus?: number;
  /** @default that of the documented code */
  readonly message?: string;
  /** Sent as `x-acs-retry-after`, in milliseconds. */
  readonly retryAfterMs?: number;
  /** After so many calls it is over. @default it never is */
  readonly times?: number;
  /** The only operation that it concerns. @default all */
  readonly operation?: OperationName;
}

/** An answer that the service does not document. */
export interface ScriptedFault {
  readonly kind: FaultKind;
  /** For `slow`: how long the answer waits, 2147483 at most. @default 10 */
  readonly seconds?: number;
  /** After so many calls it is over. @default it never is */
  readonly times?: number;
  /** The only operation that it concerns. @default all */
  readonly operation?: OperationName;
}

export const FAULT_KINDS = [
  /** A gateway's page, with status 200. */
  "html",
  /** A body of no bytes, with status 200. */
  "empty",
  /** The first half of the answer, and then the connection ends. */
  "truncated",
  /** 9 MiB of blanks before the answer. */
  "oversized",
  /** The answer, `seconds` late. */
  "slow",
  /** The connection is reset in place of an answer. */
  "reset",
  /** `Success` is false, with status 200 and no code. */
  "success-false",
  /** A success that tells nothing: `JobInfo` without members, no jobs, no logs. */
  "empty-job-info",
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];
