import { Fn, type IResolvable, Lazy, Op, ref, TerraformResource, Token } from "cdktf";
import type { Construct } from "constructs";
import type { DataEhpcJob } from "../bindings/data-ehpc-job";
import { conditionBlocks } from "../condition-blocks";
import { renderedLookup } from "../rendered-lookup";
import { resolveTokens } from "../resolve-tokens";

/**
 * Keeps a gate shut whose lookup repeats for no job at all. Terraform takes a gate without instances for done, and makes
 * what depends on it. This resource always has one instance. The gate comes after it, and all that depends on the gate
 * does, too.
 *
 * It is left out where the lookup does not repeat, or repeats for a number or a map that has jobs and is written down.
 */
export class AtLeastOneJob extends TerraformResource {
  constructor(
    gate: Construct,
    private readonly job: DataEhpcJob,
    id = "at-least-one-job",
  ) {
    super(gate, id, {
      terraformResourceType: "terraform_data",
      lifecycle: {
        // Evaluated late, because the lookup may still repeat otherwise, or under another name.
        precondition: [
          {
            condition: Lazy.anyValue({ produce: () => this.condition }),
            errorMessage: Lazy.stringValue({ produce: () => this.message }),
          },
        ],
      },
    });
  }

  /** What the gate has to depend on: addresses. */
  get addresses(): string[] {
    return this.isNeeded ? [`${this.terraformResourceType}.${this.friendlyUniqueId}`] : [];
  }

  override toTerraform(): ReturnType<TerraformResource["toTerraform"]> {
    return this.isNeeded ? super.toTerraform() : {};
  }

  override toHclTerraform(): ReturnType<TerraformResource["toHclTerraform"]> {
    if (!this.isNeeded) {
      return {};
    }
    const rendered = super.toHclTerraform();
    rendered.resource[this.terraformResourceType][this.friendlyUniqueId].lifecycle = conditionBlocks(
      this.lifecycle,
    );
    return rendered;
  }

  private get isNeeded(): boolean {
    const { count, for_each } = renderedLookup(this.job);
    return for_each === undefined ? count !== undefined && !isSome(count) : !this.hasKeys(for_each);
  }

  private hasKeys(forEach: unknown): boolean {
    const jobs = resolveTokens(this, forEach);
    return typeof jobs === "object" && jobs !== null && Object.keys(jobs).length > 0;
  }

  private get condition(): IResolvable {
    const { count, for_each } = renderedLookup(this.job);
    // CDKTF writes the number 0 on the right of an operator as "undefined".
    const hasJob = Op.gte(for_each === undefined ? count : Fn.lengthOf(for_each), 1);
    // Terraform refuses a condition that names no object, as `length(toset(["a"])) >= 1`; a workspace always has a name.
    return Op.and(hasJob, Op.gte(Fn.lengthOf(ref("terraform.workspace")), 1));
  }

  private get message(): string {
    const how = renderedLookup(this.job).for_each === undefined ? "count is 0" : "forEach is empty";
    return (
      `The gate has no job: data.${this.job.terraformResourceType}.${this.job.friendlyUniqueId} looks up none, because ` +
      `its ${how}. A gate opens only when a job has ended as required, so it stays shut. Give the lookup at least ` +
      "one job. Where there may be none, and nothing has to wait then, use a JobCompletion with the same count or " +
      "forEach in place of the gate."
    );
  }
}

/** Keeps a gate over several lookups shut where one of them repeats for no job. */
export function atLeastOneJobs(gate: Construct, lookups: readonly DataEhpcJob[]): readonly AtLeastOneJob[] {
  return lookups.map((lookup, index) => new AtLeastOneJob(gate, lookup, `at-least-one-job-${index + 1}`));
}

/** Whether a number is written down, and not 0. */
function isSome(count: number): boolean {
  return !Token.isUnresolved(count) && count > 0;
}
