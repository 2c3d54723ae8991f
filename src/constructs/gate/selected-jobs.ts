import type { Construct } from "constructs";
import { DataEhpcJobs } from "../bindings/data-ehpc-jobs";
import { dependenciesOf, providerOf, type SelectedSource, selectionOf } from "./jobs-selection";

/** The one read of all jobs of a gate that is given them by their IDs or names. */
export class SelectedJobs extends DataEhpcJobs {
  constructor(
    private readonly gate: Construct,
    id: string,
    private readonly source: SelectedSource,
  ) {
    super(gate, id, selectionOf(gate, source));
  }

  /** It comes after all that the lookups come after, also what they are given later. */
  override get terraformMetaArguments(): DataEhpcJobs["terraformMetaArguments"] {
    const dependsOn = [...new Set([...(this.dependsOn ?? []), ...dependenciesOf(this.source)])];
    return {
      ...super.terraformMetaArguments,
      provider: this.provider?.fqn ?? providerOf(this.gate, this.source),
      dependsOn: dependsOn.length > 0 ? dependsOn : undefined,
    };
  }

  override toTerraform(): ReturnType<DataEhpcJobs["toTerraform"]> {
    this.follow();
    return super.toTerraform();
  }

  override toHclTerraform(): ReturnType<DataEhpcJobs["toHclTerraform"]> {
    this.follow();
    return super.toHclTerraform();
  }

  /** Lookups may be given other arguments after the gate was made. */
  private follow(): void {
    Object.assign(this, selectionOf(this.gate, this.source));
  }
}
