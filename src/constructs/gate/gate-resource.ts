import type { Precondition } from "cdktf";
import type { Construct } from "constructs";
import type { DataEhpcJob } from "../bindings/data-ehpc-job";
import { conditionBlocks, withConditions } from "../condition-blocks";
import { GateCarrier, type GateCarrierConfig } from "../kit/gate-carrier";
import { renderedLookup } from "../rendered-lookup";
import { AtLeastOneJob, atLeastOneJobs } from "./at-least-one-job";

/** A resource that is made only under conditions, which survive `cdktf synth --hcl`. */
export class GateResource extends GateCarrier {
  constructor(
    scope: Construct,
    id: string,
    private readonly conditions: readonly Precondition[],
    config: Omit<GateCarrierConfig, "lifecycle">,
  ) {
    super(scope, id, config);
  }

  override get terraformMetaArguments(): GateCarrier["terraformMetaArguments"] {
    this.lifecycle = withConditions(this.lifecycle, this.conditions);
    return super.terraformMetaArguments;
  }

  override toHclTerraform(): ReturnType<GateCarrier["toHclTerraform"]> {
    const rendered = super.toHclTerraform();
    const attributes = rendered.resource?.[this.terraformResourceType]?.[this.friendlyUniqueId];
    if (attributes !== undefined) {
      attributes.lifecycle = conditionBlocks(this.lifecycle, attributes.lifecycle);
    }
    return rendered;
  }
}

/** Such a resource for each job of a lookup. */
export class LookupGateResource extends GateResource {
  private readonly someJob: AtLeastOneJob;

  constructor(
    scope: Construct,
    id: string,
    private readonly job: DataEhpcJob,
    condition: Precondition,
    config: Omit<GateCarrierConfig, "count" | "forEach" | "lifecycle">,
  ) {
    super(scope, id, [condition], { ...config, count: job.count, forEach: job.forEach });
    this.someJob = new AtLeastOneJob(scope, job);
  }

  override get terraformMetaArguments(): GateCarrier["terraformMetaArguments"] {
    const { count, for_each: forEach } = renderedLookup(this.job);
    const dependsOn = [...new Set([...(this.dependsOn ?? []), ...this.someJob.addresses])];
    return {
      ...super.terraformMetaArguments,
      count,
      forEach,
      dependsOn: dependsOn.length > 0 ? dependsOn : undefined,
    };
  }
}

/** Such a resource for all jobs of several lookups. */
export class JobsGateResource extends GateResource {
  private readonly someJobs: readonly AtLeastOneJob[];

  constructor(
    scope: Construct,
    id: string,
    lookups: readonly DataEhpcJob[],
    conditions: readonly Precondition[],
    config: Omit<GateCarrierConfig, "lifecycle">,
  ) {
    super(scope, id, conditions, config);
    this.someJobs = atLeastOneJobs(scope, lookups);
  }

  override get terraformMetaArguments(): GateCarrier["terraformMetaArguments"] {
    const addresses = this.someJobs.flatMap((some) => some.addresses);
    const dependsOn = [...new Set([...(this.dependsOn ?? []), ...addresses])];
    return { ...super.terraformMetaArguments, dependsOn: dependsOn.length > 0 ? dependsOn : undefined };
  }
}
