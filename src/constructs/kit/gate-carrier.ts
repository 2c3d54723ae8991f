import { Resource } from "@cdktf/provider-null/lib/resource";
import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import type { ProviderRequirement } from "../provider/require-provider";

/** What the resource of a gate that is decided at plan is given. */
export interface GateCarrierConfig extends TerraformMetaArguments {
  /** Values whose change replaces the gate. */
  readonly triggers: { readonly [key: string]: string };
}

/** The resource that a gate without `wait` is made of. It does nothing; its preconditions are the gate. */
export class GateCarrier extends Resource {
  constructor(scope: Construct, id: string, config: GateCarrierConfig) {
    super(scope, id, config);
  }
}

/** The provider of that resource, which a stack has to have. */
export const CARRIER_PROVIDER: ProviderRequirement | undefined = {
  name: "null",
  users: "Job gates without wait",
  remedy: 'new NullProvider(this, "null"), from "@cdktf/provider-null/lib/provider"',
};
