import type { Precondition, TerraformDataSource, TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { JobsCompletion, type JobsCompletionConfig } from "../bindings/jobs-completion";
import { conditionBlocks, withConditions } from "../condition-blocks";
import { type AtLeastOneJob, atLeastOneJobs } from "./at-least-one-job";
import type { JobGateWait } from "./gate-at-apply";
import type { JobsReference, JobsSource } from "./gate-jobs";
import type { GateRequirement } from "./gate-message";
import type { GateShare } from "./gate-share";
import { dependenciesOf, lookupsIn, providerOf, selectionOf } from "./jobs-selection";
import { conditionsOfList, idsOfList, listedJobs } from "./listed-jobs";

/** What a gate over several jobs that waits during the apply is made of. */
export interface JobsGateAtApply {
  readonly source: JobsSource;
  readonly requires: GateRequirement;
  readonly require: GateShare;
  readonly wait: JobGateWait;
  /** The ehpc provider, where it is not that of the lookups or the default one. */
  readonly provider?: TerraformProvider;
}

/**
 * Makes an `ehpc_jobs_completion`. Of lookups it takes the arguments, where they do not repeat, and comes after all that
 * they come after; of a list it takes the IDs, and only where it is certain that none is missing.
 */
export function jobsGateAtApply(
  gate: Construct,
  { source, requires, require, wait, provider }: JobsGateAtApply,
): JobsGateCompletion {
  const { timeout, interval, requeueGrace, triggers, failFast } = wait;
  // The provider's defaults are left out, as they are in the state of an imported outcome.
  const until = requires === "succeeded" ? undefined : requires;
  const share = require === "all" ? undefined : `${require}`;
  return new JobsGateCompletion(gate, "Default", source, {
    until,
    require: share,
    timeout,
    interval,
    requeueGrace,
    triggers,
    failFast,
    provider,
  });
}

type Waiting = Omit<JobsCompletionConfig, keyof JobsReference | "count" | "forEach" | "lifecycle">;

/** The completion of the jobs of a gate. */
export class JobsGateCompletion extends JobsCompletion {
  private readonly someJobs: readonly AtLeastOneJob[];
  private readonly conditions: readonly Precondition[];

  constructor(
    private readonly gate: Construct,
    id: string,
    private readonly source: JobsSource,
    waiting: Waiting,
  ) {
    super(gate, id, {
      ...waiting,
      ...(source.kind === "list" ? idsOfList(source.list) : selectionOf(gate, source)),
    });
    this.someJobs = atLeastOneJobs(gate, lookupsIn(source));
    this.conditions = source.kind === "list" ? conditionsOfList(source.list) : [];
  }

  /** The data sources whose arguments or results it has taken. */
  get lookups(): readonly TerraformDataSource[] {
    return this.source.kind === "list" ? [this.source.list] : lookupsIn(this.source);
  }

  override get terraformMetaArguments(): JobsCompletion["terraformMetaArguments"] {
    this.lifecycle = withConditions(this.lifecycle, this.conditions);
    const own = `${JobsCompletion.tfResourceType}.${this.friendlyUniqueId}`;
    const all = new Set([
      ...(this.dependsOn ?? []),
      ...dependenciesOf(this.source),
      ...this.someJobs.flatMap(({ addresses }) => addresses),
    ]);
    // A lookup may be read after the gate that has taken its arguments, which does not wait for itself then.
    const dependsOn = [...all].filter((address) => address !== own);
    return {
      ...super.terraformMetaArguments,
      provider: this.provider?.fqn ?? providerOf(this.gate, this.source),
      dependsOn: dependsOn.length > 0 ? dependsOn : undefined,
    };
  }

  override toTerraform(): ReturnType<JobsCompletion["toTerraform"]> {
    this.follow();
    return super.toTerraform();
  }

  override toHclTerraform(): ReturnType<JobsCompletion["toHclTerraform"]> {
    this.follow();
    const rendered = super.toHclTerraform();
    const attributes = rendered.resource?.[JobsCompletion.tfResourceType]?.[this.friendlyUniqueId];
    if (attributes !== undefined && this.conditions.length > 0) {
      attributes.lifecycle = conditionBlocks(this.lifecycle, attributes.lifecycle);
    }
    return rendered;
  }

  /** Lookups may be given other arguments after the gate was made: it must not wait for other jobs than theirs. */
  private follow(): void {
    const { gate, source } = this;
    Object.assign(this, source.kind === "list" ? listedJobs(source.list) : selectionOf(gate, source));
  }
}
