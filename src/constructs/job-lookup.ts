import { type IResolvable, type TerraformMetaArguments, Token } from "cdktf";
import type { Construct } from "constructs";
import { DataEhpcJob } from "./bindings/data-ehpc-job";
import { type ProviderRequirement, requireProvider } from "./require-provider";

/** What to look up, and how to read its state. */
export interface JobLookupProps extends TerraformMetaArguments {
  /** ID of the cluster that the job was submitted to, such as `ehpc-hz-FYUr32abcd`. */
  readonly clusterId: string;
  /**
   * ID of the job as its scheduler gives it, such as `1.manager`, `10` or `1[3].manager`. It may be a value
   * that is known only after an apply; then the job is read during that apply.
   */
  readonly jobId: string;
  /**
   * Whether a job that the service does not know is an answer (`found` is false, `phase` is `unknown`)
   * instead of an error.
   *
   * @default false
   */
  readonly allowMissing?: boolean | IResolvable;
  /**
   * States to take for success in addition to the well-known ones, compared without regard to case. They win
   * over the built-in classification.
   *
   * @default - only the well-known ones, such as `Completed` and `FINISHED`
   */
  readonly successStates?: string[];
  /**
   * States to take for failure in addition to the well-known ones, compared without regard to case. They win
   * over the built-in classification.
   *
   * @default - only the well-known ones, such as `Failed`
   */
  readonly failureStates?: string[];
}

const EHPC_PROVIDER: ProviderRequirement = {
  name: "ehpc",
  users: "The E-HPC jobs looked up",
  remedy: 'new EhpcProvider(this, "ehpc", { region: "cn-hangzhou" })',
};

/**
 * Reads one E-HPC job while Terraform plans, or during the apply if an argument is known only then. It is the
 * data source `ehpc_job`: each of its results is a token to use in other constructs, such as `state`, `phase`
 * or `outputLog`.
 *
 * The constructor throws an Error when `clusterId` or `jobId` is empty, or when `successStates` and
 * `failureStates` share a state. Synthesis fails when the stack has no `EhpcProvider`.
 *
 * @example
 * import { App, TerraformOutput, TerraformStack } from "cdktf";
 * import { EhpcProvider, JobLookup } from "cdktf-provider-ehpc";
 *
 * const stack = new TerraformStack(new App(), "report");
 * new EhpcProvider(stack, "ehpc", { region: "cn-hangzhou" });
 * const train = new JobLookup(stack, "train", { clusterId: "ehpc-hz-FYUr32abcd", jobId: "1.manager" });
 * new TerraformOutput(stack, "state", { value: train.state });
 */
export class JobLookup extends DataEhpcJob {
  constructor(scope: Construct, id: string, props: JobLookupProps) {
    refuseEmptyIds(id, props);
    refuseSharedStates(id, props);
    super(scope, id, props);
    requireProvider(this, EHPC_PROVIDER);
  }
}

function refuseEmptyIds(id: string, props: JobLookupProps): void {
  const empty = (["clusterId", "jobId"] as const).filter((name) => isEmpty(props[name]));
  if (empty.length > 0) {
    throw new Error(
      `JobLookup "${id}": ${empty.join(" and ")} must not be empty. A job is found by the ID of its cluster ` +
        'and its own, for example clusterId: "ehpc-hz-FYUr32abcd" with jobId: "1.manager".',
    );
  }
}

// Plain JavaScript, or a process.env value behind an assertion, can bring undefined here.
function isEmpty(value: string | undefined): boolean {
  return !Token.isUnresolved(value) && (value ?? "").trim() === "";
}

function refuseSharedStates(id: string, { successStates, failureStates }: JobLookupProps): void {
  const failures = new Set(literalStates(failureStates).map(comparable));
  const shared = literalStates(successStates).filter((state) => failures.has(comparable(state)));
  if (shared.length > 0) {
    throw new Error(
      `JobLookup "${id}": successStates and failureStates both list ${shared.join(", ")}. ` +
        "A state (compared without regard to case) can mean success or failure, not both.",
    );
  }
}

function literalStates(states: string[] | undefined): string[] {
  return states === undefined || Token.isUnresolved(states)
    ? []
    : states.filter((state) => !Token.isUnresolved(state));
}

function comparable(state: string): string {
  return state.trim().toLowerCase();
}
