import type { Secret } from "../../base/secret";

/** A job to submit. What is left out is decided by the cluster. */
export interface JobRequest {
  clusterId: string;
  jobName: string;
  /** A script in the user's home directory, the full path of one, or a command with its full path after `-- `. */
  commandLine: string;
  jobQueue?: string;
  /** The cluster-side user. */
  runAsUser?: string;
  runAsUserPassword?: Secret;
  /** From 0 to 9. */
  priority?: number;
  /** Full path of the standard output file on the cluster. */
  stdoutPath?: string;
  /** Full path of the standard error file on the cluster. */
  stderrPath?: string;
  /** First index, last index and step of an array, such as `1-5:2`. */
  arrayRequest?: string;
  /** Environment variables of the job. */
  variables?: Readonly<Record<string, string>>;
  /** How long the job may run, in seconds; parts of a second are rounded up. */
  wallTimeSeconds?: number;
  /** What runs after the command. */
  postCommandLine?: string;
  resources?: RequestedResources;
}

/** Resources of a job; cores, GPUs and memory are per node. */
export interface RequestedResources {
  nodes?: number;
  cores?: number;
  gpus?: number;
  /** With a unit, such as `1gb`. */
  memory?: string;
}
