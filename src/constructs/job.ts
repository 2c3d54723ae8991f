import { type TerraformMetaArguments, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { clusterIdProblem } from "../notation/cluster-id";
import { waitTimeProblem } from "../notation/wait-time";
import { wallTimeProblem } from "../notation/wall-time";
import { Job as JobResource } from "./bindings/job";
import { checkWord } from "./check-word";
import { keepDependencies } from "./dependencies/keep-dependencies";
import { isLiteral } from "./is-literal";
import { requireProvider } from "./provider/require-provider";
import { EHPC_PROVIDER } from "./provider/required-providers";

/** Resources of a job; cores, GPUs and memory are for each node. */
export interface RequestedJobResources {
  /** @default - decided by the cluster */
  readonly nodes?: number;
  /** @default - decided by the cluster */
  readonly cores?: number;
  /**
   * With a unit, such as `1gb`.
   *
   * @default - decided by the cluster
   */
  readonly memory?: string;
  /** @default - decided by the cluster */
  readonly gpus?: number;
}

/** What to run, where, and what happens to it at the end. All but `onDestroy` and `stopTimeout` submits the job again when it changes. */
export interface JobProps extends TerraformMetaArguments {
  /** ID of the cluster that runs the job, such as `ehpc-hz-FYUr32abcd`. */
  readonly clusterId: string;
  /** Name of the job. */
  readonly jobName: string;
  /**
   * A script in the user's home directory, the full path of a script, or a command with its full path after `-- `, such as
   * `-- /bin/sleep 60`.
   */
  readonly commandLine: string;
  /**
   * Queue (Slurm: partition).
   *
   * @default - decided by the cluster
   */
  readonly queue?: string;
  /**
   * User on the cluster who runs the job.
   *
   * @default - decided by the cluster
   */
  readonly runAsUser?: string;
  /**
   * Password of `runAsUser`: a reference to an ephemeral variable. Terraform keeps it in no plan and no state, and does not
   * see its changes (Terraform 1.11, OpenTofu 1.11). A text in the program would be in the synthesized stack.
   *
   * @default - none
   */
  readonly runAsUserPassword?: string;
  /**
   * From 0 to 9.
   *
   * @default - decided by the cluster
   */
  readonly priority?: number;
  /**
   * Full path of the standard output file on the cluster.
   *
   * @default - decided by the cluster
   */
  readonly outputLog?: string;
  /**
   * Full path of the standard error file on the cluster.
   *
   * @default - decided by the cluster
   */
  readonly errorLog?: string;
  /**
   * First index, last index and step of an array, such as `1-5:2`.
   *
   * @default - no array
   */
  readonly arrayRequest?: string;
  /**
   * Environment variables of the job. Terraform's state contains them.
   *
   * @default - none
   */
  readonly variables?: { [key: string]: string };
  /**
   * Longest time that the job may run, such as `90m` or `48h`.
   *
   * @default - the limit of the queue
   */
  readonly wallTime?: string;
  /**
   * What the job runs after `commandLine`.
   *
   * @default - nothing
   */
  readonly postCommandLine?: string;
  /** @default - decided by the cluster */
  readonly resources?: RequestedJobResources;
  /**
   * Names this submission for good, such as `train-7`: 1 to 64 letters, digits, dots, hyphens and underscores. Also after a
   * killed Terraform, the next apply adopts the job of this token instead of submitting another.
   *
   * @default - each submission has a marker of its own
   */
  readonly token?: string;
  /**
   * Values whose change submits the job again.
   *
   * @default - only another argument does so
   */
  readonly triggers?: { [key: string]: string };
  /**
   * What a destroy or a replacement does with a job that has not ended: `"stop"` stops it and waits for its end, `"keep"`
   * lets it go on.
   *
   * @default "stop"
   */
  readonly onDestroy?: "stop" | "keep";
  /**
   * Longest time to wait for the end of a stopped job.
   *
   * @default "2m"
   */
  readonly stopTimeout?: string;
}

/** What the provider asks of each text, by its own rules. */
const REQUIRED = { clusterId: clusterIdProblem, jobName: emptyProblem, commandLine: emptyProblem };
const OPTIONAL = { wallTime: wallTimeProblem, stopTimeout: waitTimeProblem };

/**
 * A job that the stack runs (resource `ehpc_job`). Terraform submits it, does not wait for its end, and stops it on
 * destroy. It is submitted once, also if the service's response is lost, and not again after the scheduler has
 * forgotten it.
 *
 * Give it to a `JobGate` as `job`, with `wait`, to let something wait for its end. If the job fails, the apply fails; each
 * further apply waits for the same job, until an argument of it changes.
 *
 * The constructor throws an Error for an empty ID, name or command, and for durations and words that Terraform would
 * refuse. Synthesis fails when the stack has no `EhpcProvider`.
 *
 * @example
 * import { App, DataResource, TerraformStack } from "cdktf";
 * import { EhpcProvider, Job, JobGate } from "cdktf-provider-ehpc";
 *
 * const stack = new TerraformStack(new App(), "publish");
 * new EhpcProvider(stack, "ehpc", { region: "cn-hangzhou" });
 * const train = new Job(stack, "train", {
 *   clusterId: "ehpc-hz-FYUr32abcd",
 *   jobName: "train",
 *   commandLine: "/home/trainer/train.sh",
 *   wallTime: "6h",
 * });
 * const trained = new JobGate(stack, "trained", { job: train, wait: { timeout: "8h" } });
 * new DataResource(stack, "publish", { input: { model: trained.completion.outputLog } });
 */
export class Job extends JobResource {
  constructor(scope: Construct, id: string, props: JobProps) {
    checkProps(`Job "${id}"`, props);
    super(scope, id, props);
    requireProvider(this, EHPC_PROVIDER);
    keepDependencies(TerraformStack.of(this));
  }

  /** As it was given, and not as a reference to this resource: jobs of one cluster have the same, as one gate needs. */
  override get clusterId(): string {
    return this.clusterIdInput ?? super.clusterId;
  }

  override set clusterId(clusterId: string) {
    super.clusterId = clusterId;
  }
}

function checkProps(owner: string, props: JobProps): void {
  for (const [name, problemOf] of Object.entries({ ...REQUIRED, ...OPTIONAL })) {
    const given: unknown = props[name as keyof typeof REQUIRED | keyof typeof OPTIONAL];
    if (!isLiteral(given) || (given === undefined && name in OPTIONAL)) {
      continue;
    }
    const problem = typeof given === "string" ? problemOf(given) : "must be a string.";
    if (problem !== undefined) {
      throw new Error(`${owner}: ${name} ${problem} It is given as ${JSON.stringify(given)}.`);
    }
  }
  checkWord(`${owner}: onDestroy`, props.onDestroy ?? "stop", ["stop", "keep"]);
}

function emptyProblem(text: string): string | undefined {
  return text.trim() === "" ? "must not be empty." : undefined;
}
