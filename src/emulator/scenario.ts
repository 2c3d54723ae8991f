/** A value as JSON has it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/**
 * What the emulator knows and how it behaves; the format of a scenario file (JSON).
 *
 * ```json
 * {
 *   "lifeBegins": "first-read",
 *   "clusters": {
 *     "ehpc-hz-FYUr32abcd": {
 *       "jobs": {
 *         "1.manager": {
 *           "info": { "JobName": "train", "OutputLog": "/home/train.o1" },
 *           "life": [{ "at": 0, "State": "Pending" }, { "at": 2, "State": "Running" }, { "at": 5, "State": "Completed" }]
 *         },
 *         "2.manager": { "error": { "code": "AgentError", "times": 2 }, "info": { "State": "Running" } },
 *         "3.manager": { "responseFile": "answer.json" }
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
  /** The STS token that requests must carry. @default none is asked for */
  readonly securityToken?: string;
  /** By cluster id. Any other is answered with `ClusterNotFound`. */
  readonly clusters: Readonly<Record<string, ScenarioCluster>>;
}

/** A cluster; its trouble comes before that of its jobs. */
export interface ScenarioCluster extends Trouble {
  /** By job id. */
  readonly jobs?: Readonly<Record<string, ScenarioJob>>;
}

/** A job, given by its fields or by a complete answer. */
export interface ScenarioJob extends Trouble {
  /** Members of `JobInfo` as the answer shall have them; `JobId` comes from the job's key where it is not here. */
  readonly info?: Readonly<Record<string, Json>>;
  /** The stages of the job's life, by time. Each replaces members of `info` from its second on. */
  readonly life?: readonly Stage[];
  /** A body that is sent byte for byte in place of one made from `info`. */
  readonly response?: string;
  /** The same from a file, named relative to the scenario file. Only in a scenario file. */
  readonly responseFile?: string;
}

/** A stage: from second `at` on, these members of `JobInfo` hold. */
export type Stage = { readonly at: number } & Readonly<Record<string, Json>>;

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
}

/** An answer that the service does not document. */
export interface ScriptedFault {
  readonly kind: FaultKind;
  /** For `slow`: how long the answer waits. @default 10 */
  readonly seconds?: number;
  /** After so many calls it is over. @default it never is */
  readonly times?: number;
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
  /** `JobInfo` is an object without members. */
  "empty-job-info",
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];
