import type { DataEhpcJob } from "./bindings/data-ehpc-job";

/** The arguments of a lookup as Terraform gets them, tokens unresolved. */
export interface RenderedLookup {
  readonly cluster_id?: string;
  readonly job_id?: string;
  readonly success_states?: string[];
  readonly failure_states?: string[];
  readonly count?: number;
  readonly for_each?: unknown;
  readonly depends_on?: string[];
  readonly provider?: string;
}

/** What Terraform gets of a lookup: also what it was given after it was made, and what overrides say. */
export function renderedLookup(lookup: DataEhpcJob): RenderedLookup {
  return lookup.toTerraform().data[lookup.terraformResourceType][lookup.friendlyUniqueId];
}
