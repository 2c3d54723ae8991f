import { TerraformDataSource, TerraformResource, type TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { GateResource } from "../gate/gate-resource";

type Named = TerraformResource | TerraformDataSource;

/**
 * Makes synthesis of a stack fail where two resources have one name in Terraform and one of them is a gate or anything
 * else of the provider `ehpc`: CDKTF merges them without a word, and a gate would be gone.
 *
 * CDKTF 0.21 takes all but letters, digits, `_` and `-` out of the ID of what stands directly in a stack, so `a.b` and
 * `ab` have one name, and so have any two IDs in Chinese.
 */
export function refuseSharedNames(stack: TerraformStack): void {
  stack.node.addValidation({ validate: () => problems(stack) });
}

function problems(stack: TerraformStack): string[] {
  const byName = new Map<string, Named[]>();
  for (const node of stack.node.findAll().filter(isNamed)) {
    const name = `${TerraformDataSource.isTerraformDataSource(node) ? "data." : ""}${node.terraformResourceType}.${node.friendlyUniqueId}`;
    byName.set(name, [...(byName.get(name) ?? []), node]);
  }
  return [...byName].flatMap(([name, nodes]) => {
    if (nodes.length === 1 || !nodes.some(isOurs)) {
      return [];
    }
    const paths = nodes.map(({ node }) => `"${node.path.replace(/\/Default$/, "")}"`).join(" and ");
    return [
      `${paths} have one name in Terraform, ${name}, and CDKTF keeps the last of them alone. Give them IDs that ` +
        "differ in letters from a to z, digits, _ or -.",
    ];
  });
}

function isNamed(node: IConstruct): node is Named {
  return TerraformResource.isTerraformResource(node) || TerraformDataSource.isTerraformDataSource(node);
}

function isOurs(node: Named): boolean {
  return node instanceof GateResource || node.terraformGeneratorMetadata?.providerName === "ehpc";
}
