import {
  hashMapper,
  hashMapperHcl,
  stringToHclTerraform,
  stringToTerraform,
  type TerraformMetaArguments,
  TerraformResource,
} from "cdktn";
import type { Construct } from "constructs";
import type { ProviderRequirement } from "../provider/require-provider";

/** What the resource of a gate that is decided at plan is given. */
export interface GateCarrierConfig extends TerraformMetaArguments {
  /** Values whose change replaces the gate. */
  readonly triggers: { readonly [key: string]: string };
}

/**
 * The resource that a gate without `wait` is made of. It does nothing; its preconditions are the gate. No prebuilt null
 * provider exists for CDK Terrain, and Terraform makes this one by itself.
 */
export class GateCarrier extends TerraformResource {
  private readonly triggers: GateCarrierConfig["triggers"];

  constructor(scope: Construct, id: string, { triggers, ...config }: GateCarrierConfig) {
    super(scope, id, { ...config, terraformResourceType: "terraform_data" });
    this.triggers = triggers;
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return { triggers_replace: hashMapper(stringToTerraform)(this.triggers) };
  }

  protected override synthesizeHclAttributes(): { [name: string]: unknown } {
    return {
      triggers_replace: {
        value: hashMapperHcl(stringToHclTerraform)(this.triggers),
        isBlock: false,
        type: "map",
        storageClassType: "stringMap",
      },
    };
  }
}

/** Terraform itself makes the resource: a stack needs no provider for it. */
export const CARRIER_PROVIDER: ProviderRequirement | undefined = undefined;
