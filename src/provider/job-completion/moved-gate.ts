import { jobIdProblem } from "../../notation/job-id";
import { DiagnosticError } from "../../plugin/author/diagnostic";
import type { MovedState } from "../../plugin/author/resource";
import { idOf } from "../job/job-query";

/** The gate of one job that is decided at plan, as a `moved` block gives it to the gate that waits. */
export interface MovedGate {
  readonly id: string;
  readonly cluster_id: string;
  readonly job_id: string;
  readonly until: "finished" | null;
  readonly timeout: typeof UNREAD;
}

/**
 * The `timeout` of a gate whose job was not read since it moved. No configuration can have it, so a plan without a refresh
 * finds a change, and the apply of that change fails.
 */
export const UNREAD = "0s";

/**
 * Reads the state of a gate that is decided at plan: the null_resource (CDKTF) or terraform_data (CDK Terrain) that `JobGate`
 * makes without `wait`. That it exists proves nothing about its job, since anybody may write such a resource: the job is read
 * afterwards.
 *
 * @returns `undefined` for a resource of another type
 * @throws DiagnosticError for another resource of these types
 */
export function movedGate(source: MovedState): MovedGate | undefined {
  const kept = triggersIn(source);
  if (kept === undefined) {
    return undefined;
  }
  const { cluster_id, job_id, requires } = kept.triggers ?? {};
  if (
    typeof cluster_id !== "string" ||
    typeof job_id !== "string" ||
    jobIdProblem(job_id) !== undefined ||
    (requires !== "succeeded" && requires !== "finished")
  ) {
    throw new DiagnosticError({
      summary: "Move Not Supported",
      detail: `Only the gate of one job, as JobGate makes it, can become an ehpc_job_completion. The triggers of this ${source.typeName} do not have its "cluster_id", "job_id" and "requires". Remove the "moved" block: Terraform then destroys the ${source.typeName}, and the new resource waits for its job.`,
    });
  }
  // JobGate leaves out the default.
  return {
    id: idOf({ cluster_id, job_id }),
    cluster_id,
    job_id,
    until: requires === "finished" ? requires : null,
    timeout: UNREAD,
  };
}

type Triggers = Partial<Record<string, unknown>> | null;

/** What a resource of a type that a gate may have keeps of it. */
function triggersIn({
  providerAddress,
  typeName,
  state,
}: MovedState): { readonly triggers?: Triggers } | undefined {
  if (typeName === "null_resource" && providerAddress.endsWith("/hashicorp/null")) {
    return state as { triggers?: Triggers };
  }
  if (typeName === "terraform_data" && providerAddress === "terraform.io/builtin/terraform") {
    // An attribute of any type stands in the state beside its type.
    const { triggers_replace } = state as { triggers_replace?: { value: Triggers } | null };
    return { triggers: triggers_replace?.value };
  }
  return undefined;
}
