import type { Precondition, TerraformResourceLifecycle } from "cdktf";

const KINDS = ["precondition", "postcondition"] as const;

/**
 * The conditions of a `lifecycle`, as `cdktf synth --hcl` has to be given them.
 *
 * cdktf 0.21 writes conditions in HCL as `precondition = [{ ... }]`, which Terraform refuses; here they are
 * described to its renderer as the nested blocks that they are. JSON is not affected.
 */
export function conditionBlocks(lifecycle: TerraformResourceLifecycle | undefined): { value: object } {
  const blocks = KINDS.flatMap((kind) => {
    const conditions = lifecycle?.[kind];
    return conditions === undefined
      ? []
      : [[kind, { isBlock: true, type: "list", value: conditions.map(asBlock) }]];
  });
  return { value: Object.fromEntries(blocks) };
}

function asBlock({ condition, errorMessage }: { condition: unknown; errorMessage: string }): object {
  return { condition, error_message: errorMessage };
}

/** A lifecycle with all of these conditions: one may be given after a gate was made, as for prevent_destroy. */
export function withConditions(
  lifecycle: TerraformResourceLifecycle | undefined,
  conditions: readonly Precondition[],
): TerraformResourceLifecycle | undefined {
  const given = lifecycle?.precondition ?? [];
  const lacking = conditions.filter((condition) => !given.includes(condition));
  return lacking.length === 0 ? lifecycle : { ...lifecycle, precondition: [...given, ...lacking] };
}
