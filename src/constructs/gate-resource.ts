import { Resource } from "@cdktf/provider-null/lib/resource";

/**
 * A null resource whose preconditions survive `cdktf synth --hcl`.
 *
 * cdktf 0.21 writes conditions in HCL as `precondition = [{ ... }]`, which Terraform refuses; here they are
 * described to its renderer as the nested blocks that they are. JSON is not affected.
 */
export class GateResource extends Resource {
  override toHclTerraform(): ReturnType<Resource["toHclTerraform"]> {
    const rendered = super.toHclTerraform();
    const attributes = rendered.resource?.[Resource.tfResourceType]?.[this.friendlyUniqueId];
    const conditions = this.lifecycle?.precondition ?? [];
    if (attributes !== undefined) {
      attributes.lifecycle = {
        value: { precondition: { isBlock: true, type: "list", value: conditions.map(asBlock) } },
      };
    }
    return rendered;
  }
}

function asBlock({ condition, errorMessage }: { condition: unknown; errorMessage: string }): object {
  return { condition, error_message: errorMessage };
}
