import { Resource, type ResourceConfig } from "@cdktf/provider-null/lib/resource";
import type { Precondition } from "cdktf";
import type { Construct } from "constructs";
import { AtLeastOneJob } from "./at-least-one-job";
import type { DataEhpcJob } from "./bindings/data-ehpc-job";
import { conditionBlocks } from "./condition-blocks";
import { renderedLookup } from "./rendered-lookup";

/** A null resource for each job of a lookup, made only under a condition, which survives `cdktf synth --hcl`. */
export class GateResource extends Resource {
  private readonly someJob: AtLeastOneJob;

  constructor(
    scope: Construct,
    id: string,
    private readonly job: DataEhpcJob,
    private readonly condition: Precondition,
    config: Omit<ResourceConfig, "count" | "forEach" | "lifecycle">,
  ) {
    super(scope, id, { ...config, count: job.count, forEach: job.forEach });
    this.someJob = new AtLeastOneJob(scope, job);
  }

  override get terraformMetaArguments(): Resource["terraformMetaArguments"] {
    this.keepCondition();
    const { count, for_each: forEach } = renderedLookup(this.job);
    const dependsOn = [...new Set([...(this.dependsOn ?? []), ...this.someJob.addresses])];
    return {
      ...super.terraformMetaArguments,
      count,
      forEach,
      dependsOn: dependsOn.length > 0 ? dependsOn : undefined,
    };
  }

  override toHclTerraform(): ReturnType<Resource["toHclTerraform"]> {
    const rendered = super.toHclTerraform();
    const attributes = rendered.resource?.[Resource.tfResourceType]?.[this.friendlyUniqueId];
    if (attributes !== undefined) {
      attributes.lifecycle = conditionBlocks(this.lifecycle);
    }
    return rendered;
  }

  /** A lifecycle may be given after the gate was made, as for prevent_destroy. */
  private keepCondition(): void {
    const precondition = this.lifecycle?.precondition ?? [];
    if (!precondition.includes(this.condition)) {
      this.lifecycle = { ...this.lifecycle, precondition: [...precondition, this.condition] };
    }
  }
}
