import { Lazy, type TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { DataEhpcJob } from "../bindings/data-ehpc-job";
import { instanceAddress } from "../instance-address";
import { type GateRequirement, gateCondition, gateMessage } from "./gate-message";
import { LookupGateResource } from "./gate-resource";

/** What a gate that is decided when Terraform plans is made of. */
export interface GateAtPlan {
  readonly job: DataEhpcJob;
  readonly requires: GateRequirement;
  /** The provider of the gate's resource, where it is not the default one. */
  readonly provider?: TerraformProvider;
}

/** Makes a resource whose precondition tests the job that a lookup has read, one for each of its jobs. */
export function gateAtPlan(gate: Construct, { job, requires, provider }: GateAtPlan): LookupGateResource {
  // Evaluated late, because the job's name in Terraform may still be overridden.
  const expression = (of: (address: string) => string): string =>
    Lazy.stringValue({ produce: () => `\${${of(instanceAddress(job))}}` });

  const condition = {
    condition: expression((address) => gateCondition(address, requires)),
    errorMessage: expression((address) => gateMessage(address, requires)),
  };
  // CDKTF leaves "Default" out of a name, which makes this one, in Terraform, <id of the gate>.
  return new LookupGateResource(gate, "Default", job, condition, {
    provider,
    // Values that stay the same while the job lives: another one would replace the gate at each change.
    triggers: {
      cluster_id: expression((address) => `${address}.cluster_id`),
      job_id: expression((address) => `${address}.job_id`),
      requires,
    },
  });
}
