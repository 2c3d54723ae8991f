import type { TerraformDataSource, TerraformElement, TerraformResource } from "cdktf";
import { GateCompletion, LookupCompletion } from "./gate-at-apply";
import { GateResource, LookupGateResource } from "./gate-resource";
import { JobsGateCompletion } from "./jobs-gate-at-apply";

/** Whether an element is what Terraform makes of a gate, when it opens. */
export function isGate(element: unknown): element is TerraformResource {
  return element instanceof GateResource || isCompletion(element);
}

/** Whether an element is a gate that waits during the apply, and records what it has waited for. */
export function isCompletion(element: unknown): element is TerraformResource {
  return element instanceof GateCompletion || element instanceof JobsGateCompletion;
}

/** Whether a gate repeats as its lookup does. */
export function repeatsAsLookup(element: unknown): boolean {
  return element instanceof LookupGateResource || element instanceof LookupCompletion;
}

/** The lookups whose arguments a gate has taken. */
export function lookupsOf(element: TerraformElement): readonly TerraformDataSource[] {
  if (element instanceof LookupCompletion) {
    return [element.job];
  }
  return element instanceof JobsGateCompletion ? element.lookups : [];
}
