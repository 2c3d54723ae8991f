import { Lazy, type Precondition, type TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { JobsSource } from "./gate-jobs";
import type { GateRequirement } from "./gate-message";
import { type GateResource, JobsGateResource } from "./gate-resource";
import { type GateShare, jobsNeeded } from "./gate-share";
import { viewOf } from "./gate-view";
import { jobsGateMessage } from "./jobs-gate-message";
import { lookupsIn } from "./jobs-selection";

/** What a gate over several jobs that is decided when Terraform plans is made of. */
export interface JobsGateAtPlan {
  readonly source: JobsSource;
  readonly requires: GateRequirement;
  readonly require: GateShare;
  /** The provider of the gate's resource, where it is not the default one. */
  readonly provider?: TerraformProvider;
}

/** Makes a resource whose preconditions count the jobs that lookups, or one list, have read. */
export function jobsGateAtPlan(
  gate: Construct,
  { source, requires, require, provider }: JobsGateAtPlan,
): GateResource {
  const { beforehand, see } = viewOf(gate, source, requires);
  const expression = (of: (share: string) => string): string =>
    Lazy.stringValue({ produce: (context) => `\${${of(String(context.resolve(require)))}}` });
  const conditions: Precondition[] = [
    ...beforehand.map(({ holds, message }) => ({
      condition: expression(holds),
      errorMessage: expression(message),
    })),
    {
      condition: expression((share) => `${see().reached} >= ${jobsNeeded(share, see().total)}`),
      errorMessage: expression((share) => jobsGateMessage(see().tally, requires, share)),
    },
  ];
  return new JobsGateResource(gate, "Default", lookupsIn(source), conditions, {
    provider,
    // Values that stay the same while the jobs live: another one would replace the gate at each change.
    triggers: { jobs: expression(() => `join(", ", ${see().ids})`), requires, require: `${require}` },
  });
}
