import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { DataEhpcJob } from "./bindings/data-ehpc-job";
import { checkWait } from "./check-wait";
import { checkWord } from "./check-word";
import { checkJobReference, type JobReference } from "./job-reference";
import { requireProvider } from "./require-provider";
import { EHPC_PROVIDER } from "./required-providers";
import { checkWaitTimes, type WaitTimes } from "./wait-times";

/** How far a lookup waits for its job to come. */
export type LookupAim = "started" | "finished" | "succeeded";

const AIMS: readonly LookupAim[] = ["started", "finished", "succeeded"];

/** What a lookup waits for, and how. Durations are written as Terraform writes them, such as `90s` or `2h45m`. */
export interface JobLookupWait extends WaitTimes {
  /**
   * What to wait for: `"started"` (the job runs or has ended), `"finished"` (it has ended, well or not) or
   * `"succeeded"`, which is an error as soon as the job has failed.
   */
  readonly until: LookupAim;
  /**
   * Longest time to wait, 30 days at most. After it the read fails; the job goes on.
   *
   * @default "30m"
   */
  readonly timeout?: string;
  /**
   * Time between two looks at the job, 30 days at most.
   *
   * @default - grows with the age of the job, from 2 to 30 seconds
   */
  readonly interval?: string;
}

/** What to look up, and how to read its state. */
export interface JobLookupProps extends JobReference, TerraformMetaArguments {
  /**
   * Whether a job that the service does not know is an answer (`found` is false, `phase` is `unknown`)
   * instead of an error.
   *
   * @default false
   */
  readonly allowMissing?: boolean | IResolvable;
  /**
   * Waits for the job to come so far instead of reading it as it is. **This blocks the plan**, and each later
   * plan of the stack while the job is not so far: Terraform reads a lookup while it plans. To wait during the
   * apply instead, give `wait` to a `JobGate`.
   *
   * @default - no waiting: the job is read as it is
   */
  readonly wait?: JobLookupWait;
}

/**
 * Reads one E-HPC job while Terraform plans, or during the apply if an argument is known only then. It is the
 * data source `ehpc_job`: each of its results is a token to use in other constructs, such as `state`, `phase`
 * or `outputLog`.
 *
 * The constructor throws an Error when `clusterId` or `jobId` is empty, when `successStates` and
 * `failureStates` share a state, or when `wait` holds a property, a word or a duration that Terraform would refuse.
 * Synthesis fails when the stack has no `EhpcProvider`.
 *
 * @example
 * import { App, TerraformOutput, TerraformStack } from "cdktf";
 * import { EhpcProvider, JobLookup } from "cdktf-provider-ehpc";
 *
 * const stack = new TerraformStack(new App(), "report");
 * new EhpcProvider(stack, "ehpc", { region: "cn-hangzhou" });
 * const train = new JobLookup(stack, "train", { clusterId: "ehpc-hz-FYUr32abcd", jobId: "1.manager" });
 * new TerraformOutput(stack, "state", { value: train.state });
 *
 * @example
 * import { App, TerraformOutput, TerraformStack } from "cdktf";
 * import { EhpcProvider, JobLookup } from "cdktf-provider-ehpc";
 *
 * // The plan waits until the job runs, and then knows its nodes.
 * const stack = new TerraformStack(new App(), "nodes");
 * new EhpcProvider(stack, "ehpc", { region: "cn-hangzhou" });
 * const server = new JobLookup(stack, "server", {
 *   clusterId: "ehpc-hz-FYUr32abcd",
 *   jobId: "2.manager",
 *   wait: { until: "started", timeout: "10m" },
 * });
 * new TerraformOutput(stack, "nodes", { value: server.nodeNames });
 */
export class JobLookup extends DataEhpcJob {
  constructor(scope: Construct, id: string, props: JobLookupProps) {
    const owner = `JobLookup "${id}"`;
    checkJobReference(owner, props);
    if (props.wait !== undefined) {
      checkWait(owner, props.wait, ["until", "timeout", "interval"]);
      checkWord(`${owner}: wait.until`, props.wait.until, AIMS);
      checkWaitTimes(owner, props.wait);
    }
    super(scope, id, props);
    requireProvider(this, EHPC_PROVIDER);
  }
}
