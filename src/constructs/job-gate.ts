import { type ITerraformDependable, Lazy, type TerraformProvider, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import type { DataEhpcJob } from "./bindings/data-ehpc-job";
import { type GateRequirement, gateCondition, gateMessage } from "./gate-message";
import { GateResource } from "./gate-resource";
import { type ProviderRequirement, requireProvider } from "./require-provider";

/** Which job a gate watches, and what opens it. */
export interface JobGateProps {
  /** The job: a `JobLookup` or a `DataEhpcJob` of the same stack. */
  readonly job: DataEhpcJob;
  /**
   * What opens the gate: `"succeeded"` for a good end only, `"finished"` for either end.
   *
   * @default "succeeded"
   */
  readonly requires?: GateRequirement;
  /**
   * The null provider to use, where a stack has several.
   *
   * @default - the stack's default null provider
   */
  readonly provider?: TerraformProvider;
}

const NULL_PROVIDER: ProviderRequirement = {
  name: "null",
  users: "Job gates",
  remedy: 'new NullProvider(this, "null"), from "@cdktf/provider-null/lib/provider"',
};

/**
 * Holds back what depends on it until an E-HPC job has ended as required. Use it wherever CDKTF takes a
 * dependable: `dependsOn: [gate]`.
 *
 * While the job is in any other state, or has none that the provider knows, or does not exist, the plan fails
 * with a message that names the job, its state, its error log and what to do. If the job's ID becomes known
 * only during an apply, the gate is decided then. Once open it changes nothing in later plans, as long as the
 * job can still be read.
 *
 * In Terraform a gate is a `null_resource` whose precondition tests the job. A lookup with `count` or
 * `forEach` makes one for each of its jobs; dependents wait for all of them.
 *
 * The constructor throws an Error when the job belongs to another stack. Synthesis fails when the stack has
 * no `NullProvider`.
 *
 * @example
 * import { NullProvider } from "@cdktf/provider-null/lib/provider";
 * import { Resource } from "@cdktf/provider-null/lib/resource";
 * import { App, TerraformStack } from "cdktf";
 * import { EhpcProvider, JobGate, JobLookup } from "cdktf-provider-ehpc";
 *
 * const stack = new TerraformStack(new App(), "publish");
 * new EhpcProvider(stack, "ehpc", { region: "cn-hangzhou" });
 * new NullProvider(stack, "null");
 * const train = new JobLookup(stack, "train", { clusterId: "ehpc-hz-FYUr32abcd", jobId: "1.manager" });
 * const trained = new JobGate(stack, "trained", { job: train, requires: "succeeded" });
 * new Resource(stack, "publish", { triggers: { model: train.outputLog }, dependsOn: [trained] });
 */
export class JobGate extends Construct implements ITerraformDependable {
  private readonly shutter: ITerraformDependable;

  constructor(scope: Construct, id: string, props: JobGateProps) {
    super(scope, id);
    const { job, requires = "succeeded", provider } = props;
    refuseForeignJob(this, job);
    requireProvider(this, NULL_PROVIDER);

    // Evaluated late, because the job's name in Terraform may still be overridden.
    const expression = (of: (address: string) => string): string =>
      Lazy.stringValue({ produce: () => `\${${of(instanceAddress(job))}}` });

    // CDKTF leaves "Default" out of a name, which makes this one null_resource.<id of the gate>.
    this.shutter = new GateResource(this, "Default", {
      provider,
      count: job.count,
      forEach: job.forEach,
      // Values that stay the same while the job lives: another one would replace the gate at each change.
      triggers: {
        cluster_id: expression((address) => `${address}.cluster_id`),
        job_id: expression((address) => `${address}.job_id`),
        requires,
      },
      lifecycle: {
        precondition: [
          {
            condition: expression((address) => gateCondition(address, requires)),
            errorMessage: expression((address) => gateMessage(address, requires)),
          },
        ],
      },
    });
  }

  /** Address of the gate in Terraform, such as `null_resource.trained`. */
  get fqn(): string {
    return this.shutter.fqn;
  }
}

/** Address of the job that belongs to this instance of the gate, which repeats as the lookup does. */
function instanceAddress(job: DataEhpcJob): string {
  const address = `data.${job.terraformResourceType}.${job.friendlyUniqueId}`;
  if (job.forEach !== undefined) {
    return `${address}[each.key]`;
  }
  return job.count === undefined ? address : `${address}[count.index]`;
}

function refuseForeignJob(gate: JobGate, job: DataEhpcJob): void {
  const own = TerraformStack.of(gate);
  const other = TerraformStack.of(job);
  if (own !== other) {
    throw new Error(
      `JobGate "${gate.node.path}" and its job "${job.node.path}" are in different stacks. A gate has to see ` +
        `the job as it is now, not as the stack "${other.node.id}" last saw it: look the job up in ` +
        `"${own.node.id}" too.`,
    );
  }
}
