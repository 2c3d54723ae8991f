import { Resource } from "@cdktf/provider-null/lib/resource";
import { conditionBlocks } from "./condition-blocks";

/** A null resource whose preconditions survive `cdktf synth --hcl`. */
export class GateResource extends Resource {
  override toHclTerraform(): ReturnType<Resource["toHclTerraform"]> {
    const rendered = super.toHclTerraform();
    const attributes = rendered.resource?.[Resource.tfResourceType]?.[this.friendlyUniqueId];
    if (attributes !== undefined) {
      attributes.lifecycle = conditionBlocks(this.lifecycle);
    }
    return rendered;
  }
}
