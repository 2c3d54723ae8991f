import { type IResolvable, Lazy, type TerraformMetaArguments, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { DataEhpcJob } from "../bindings/data-ehpc-job";
import { checkName } from "../check-name";
import { checkWord } from "../check-word";
import { keepDependencies } from "../dependencies/keep-dependencies";
import { checkWait } from "../gate/check-wait";
import { checkJobReference, type JobReference } from "../job-reference";
import { requireProvider } from "../provider/require-provider";
import { EHPC_PROVIDER } from "../provider/required-providers";
import { checkWaitTimes, type WaitTimes } from "../wait-times";
import { LatestJob } from "./latest-job";

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
   * Time between two looks at the job, 30 days at most. A job that ends and is forgotten by its scheduler between
   * two looks is not found any more: keep it shorter than the scheduler's memory.
   *
   * @default - grows with the age of the job, from 2 to 30 seconds
   */
  readonly interval?: string;
  /**
   * How long the job has to stay in a state that the scheduler may take back, such as `PREEMPTED` or `NODE_FAIL`,
   * before that is its end; `"0s"` takes it for the end at once. A job that goes back to pending or running in that
   * time is waited for as before.
   *
   * @default "1m"
   */
  readonly requeueGrace?: string;
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

/** What to look up by its name, and how to read its state. */
export interface NamedJobLookupProps extends Omit<JobLookupProps, "jobId"> {
  /**
   * Name of the job, whole and exactly as it was given at submission, with all its blanks. It may be a value that is known only after
   * an apply; then the job is looked for during that apply.
   */
  readonly jobName: string;
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
 * import { App, Fn, TerraformOutput, TerraformStack } from "cdktf";
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
 * // A job without nodes has null here, which an output should not be: see "null" in docs/guides/limits.md.
 * new TerraformOutput(stack, "nodes", { value: Fn.try([Fn.join(" ", server.nodeNames), ""]) });
 */
export class JobLookup extends DataEhpcJob {
  constructor(scope: Construct, id: string, props: JobLookupProps) {
    const owner = `JobLookup "${id}"`;
    checkJobReference(owner, props);
    refuseNoList(owner, props.dependsOn);
    if (props.wait !== undefined) {
      checkWait(owner, props.wait, ["until", "timeout", "interval", "requeueGrace"]);
      checkWord(`${owner}: wait.until`, props.wait.until, AIMS);
      checkWaitTimes(owner, props.wait);
    }
    super(scope, id, props);
    requireProvider(this, EHPC_PROVIDER);
    keepDependencies(TerraformStack.of(this));
  }

  /**
   * Looks up the job of a name that was submitted last. Each plan finds it again (data source `ehpc_jobs`), and a
   * later job of the same name takes the place of an earlier one: a `JobGate` follows it, and one with `wait` then
   * waits again. To bind a stack to one job for good, look it up by its ID.
   *
   * If the cluster has no such job, the read fails and says so; with `allowMissing` it is a job that is not found.
   * Times of submission decide, and in the same second the higher number in the ID. Where a job of the name has no
   * time, or the list may be incomplete, the read fails and its gate stays shut: nothing is guessed. Look such a job
   * up by its ID. For an array, it looks up the whole array.
   *
   * @param props all that a lookup by ID takes, with `jobName` in place of `jobId`; `count`, `forEach`,
   * `dependsOn` and `provider` hold for the search too
   * @throws Error when `clusterId` or `jobName` is empty or no string, and for all that the constructor refuses
   *
   * @example
   * import { App, TerraformOutput, TerraformStack } from "cdktf";
   * import { EhpcProvider, JobLookup } from "cdktf-provider-ehpc";
   *
   * const stack = new TerraformStack(new App(), "report");
   * new EhpcProvider(stack, "ehpc", { region: "cn-hangzhou" });
   * const nightly = JobLookup.fromName(stack, "nightly", {
   *   clusterId: "ehpc-hz-FYUr32abcd",
   *   jobName: "nightly-training",
   * });
   * new TerraformOutput(stack, "nightly-state", { value: nightly.state });
   */
  static fromName(scope: Construct, id: string, props: NamedJobLookupProps): JobLookup {
    const { jobName, ...others } = props;
    checkName(`JobLookup "${id}"`, jobName);
    const jobId = Lazy.stringValue({ produce: () => latest.jobId });
    const lookup = new JobLookup(scope, id, { ...others, jobId });
    const latest = new LatestJob(lookup, { jobName, allowMissing: props.allowMissing });
    return lookup;
  }
}

// CDKTF passes over anything but a list without a word, and plain JavaScript can bring the gate alone.
function refuseNoList(owner: string, dependsOn: unknown): void {
  if (dependsOn !== undefined && !Array.isArray(dependsOn)) {
    throw new Error(`${owner}: dependsOn must be a list, such as dependsOn: [gate].`);
  }
}
