import { TerraformElement, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

/** What of Terraform stands in a node of the construct tree, in whatever stack. */
export function elementsBelow(node: IConstruct): TerraformElement[] {
  return node.node
    .findAll()
    .filter((each): each is TerraformElement => TerraformElement.isTerraformElement(each))
    .filter((element) => element.node.scopes.some((scope) => TerraformStack.isStack(scope)));
}

/** Whether a node is another one or stands below it. */
export function isWithin(node: IConstruct, other: IConstruct): boolean {
  return node.node.scopes.includes(other);
}
