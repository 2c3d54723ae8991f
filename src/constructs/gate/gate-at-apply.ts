import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { DataEhpcJob } from "../bindings/data-ehpc-job";
import { JobCompletion, type JobCompletionConfig } from "../bindings/job-completion";
import type { JobReference } from "../job-reference";
import { renderedLookup } from "../rendered-lookup";
import type { WaitTimes } from "../wait-times";
import { AtLeastOneJob } from "./at-least-one-job";
import { isLookup } from "./gate-jobs";
import type { GateRequirement } from "./gate-message";

/** How a gate waits for its job. Durations are written as Terraform writes them, such as `90s` or `2h45m`. */
export interface JobGateWait extends WaitTimes {
  /**
   * Longest time to wait, 30 days at most. After it the apply fails; the job goes on, and the next apply waits
   * again.
   *
   * @default "24h"
   */
  readonly timeout?: string;
  /**
   * Time between two looks at the job, 30 days at most. A job that ends and is forgotten by its scheduler between
   * two looks is not found any more. Keep it shorter than the scheduler's memory.
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
  /**
   * Values whose change shuts the gate and makes Terraform wait again, for example for a job that is put back into
   * the queue under its old ID.
   *
   * @default - only another cluster, job, requirement or list of states does so
   */
  readonly triggers?: { [key: string]: string };
  /**
   * Only with `jobs`: whether the apply fails as soon as so many jobs have failed that the gate cannot open any more.
   * With `false` it waits for the others, and then reports all failures.
   *
   * @default true
   */
  readonly failFast?: boolean;
}

/** The parts of a gate that waits during apply. */
export interface GateAtApply {
  readonly job: DataEhpcJob | JobReference;
  readonly requires: GateRequirement;
  readonly wait: JobGateWait;
  /** The ehpc provider, if it is neither the lookup's nor the default one. */
  readonly provider?: TerraformProvider;
}

/**
 * Makes an `ehpc_job_completion`. It takes the arguments of a lookup and no result, and so outlives what the lookup
 * reads. It depends on all that the lookup depends on, and repeats for each of its jobs.
 */
export function gateAtApply(gate: Construct, { job, requires, wait, provider }: GateAtApply): JobCompletion {
  const { timeout, interval, requeueGrace, triggers } = wait;
  // Success is the provider's default. Left out, it is the same as in the state of an imported outcome.
  const until = requires === "succeeded" ? undefined : requires;
  const waiting = { until, timeout, interval, requeueGrace, triggers, provider };
  // CDKTF leaves "Default" out of a name, which makes this one ehpc_job_completion.<id of the gate>.
  return isLookup(job)
    ? new LookupCompletion(gate, "Default", job, waiting)
    : new GateCompletion(gate, "Default", { ...referenceOf(job), ...waiting });
}

/** The completion of the one job that a gate is given by its IDs. */
export class GateCompletion extends JobCompletion {}

/** The completion of each job that a lookup names. */
export class LookupCompletion extends GateCompletion {
  private readonly someJob: AtLeastOneJob;

  constructor(
    scope: Construct,
    id: string,
    readonly job: DataEhpcJob,
    config: Omit<JobCompletionConfig, keyof JobReference | "count" | "forEach">,
  ) {
    super(scope, id, { ...config, ...argumentsOf(job), count: job.count, forEach: job.forEach });
    this.someJob = new AtLeastOneJob(scope, job);
  }

  override get terraformMetaArguments(): JobCompletion["terraformMetaArguments"] {
    const { count, for_each, provider, depends_on = [] } = renderedLookup(this.job);
    const own = `${JobCompletion.tfResourceType}.${this.friendlyUniqueId}`;
    const all = new Set([...(this.dependsOn ?? []), ...depends_on, ...this.someJob.addresses]);
    // A lookup may be read after the gate that has taken its arguments, which does not wait for itself then.
    const dependsOn = [...all].filter((address) => address !== own);
    return {
      ...super.terraformMetaArguments,
      count,
      forEach: for_each,
      provider: this.provider?.fqn ?? provider,
      dependsOn: dependsOn.length > 0 ? dependsOn : undefined,
    };
  }

  override toTerraform(): ReturnType<JobCompletion["toTerraform"]> {
    this.follow();
    return super.toTerraform();
  }

  override toHclTerraform(): ReturnType<JobCompletion["toHclTerraform"]> {
    this.follow();
    return super.toHclTerraform();
  }

  /** A lookup may be given other arguments after the gate was made: it must not wait for another job than that. */
  private follow(): void {
    Object.assign(this, argumentsOf(this.job));
  }
}

function argumentsOf(job: DataEhpcJob): JobReference {
  const rendered = renderedLookup(job);
  return {
    clusterId: rendered.cluster_id ?? "",
    jobId: rendered.job_id ?? "",
    successStates: rendered.success_states,
    failureStates: rendered.failure_states,
  };
}

function referenceOf({ clusterId, jobId, successStates, failureStates }: JobReference): JobReference {
  return { clusterId, jobId, successStates, failureStates };
}
