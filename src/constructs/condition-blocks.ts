import type { Precondition, TerraformResourceLifecycle } from "cdktf";

const KINDS = ["precondition", "postcondition"] as const;

/**
 * The conditions of a `lifecycle`, as `cdktf synth --hcl` has to be given them.
 *
 * cdktf 0.21 writes conditions in HCL as `precondition = [{ ... }]`, which Terraform refuses; here they are
 * described to its renderer as the nested blocks that they are. JSON is not affected.
 *
 * @param rendered the lifecycle as cdktf has rendered it, of which all else is kept, such as `prevent_destroy`
 */
export function conditionBlocks(
  lifecycle: TerraformResourceLifecycle | undefined,
  rendered: Readonly<Record<string, unknown>> = {},
): { value: object } {
  const blocks = KINDS.flatMap((kind) => {
    const conditions = lifecycle?.[kind];
    return conditions === undefined
      ? []
      : [[kind, { isBlock: true, type: "list", value: conditions.map(asBlock) }]];
  });
  const others = Object.entries(rendered).filter(([name]) => !KINDS.some((kind) => kind === name));
  return {
    value: Object.fromEntries([...others.map(([name, value]) => [name, asAttribute(value)]), ...blocks]),
  };
}

/** A flag, or the list of `ignore_changes` and `replace_triggered_by`, whose elements stand without quotes. */
function asAttribute(value: unknown): unknown {
  return typeof value === "boolean" ? { value, type: "simple", storageClassType: "boolean" } : value;
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
