import { TerraformDataSource, TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

/** A provider that constructs of this package cannot do without. */
export interface ProviderRequirement {
  /** Its name in `required_providers`, such as `ehpc`. */
  readonly name: string;
  /** What in the stack needs it, in words that fit before "in this stack need". */
  readonly users: string;
  /** The line of TypeScript that adds it to a stack. */
  readonly remedy: string;
}

const required = new WeakMap<TerraformStack, Set<ProviderRequirement>>();

/**
 * Makes synthesis of the construct's stack fail, with the remedy in its message, when the stack has no
 * provider of that name or when a construct is given one that belongs to another stack. Further calls for the
 * same stack add nothing: many lookups without a provider make one message.
 */
export function requireProvider(construct: IConstruct, requirement: ProviderRequirement): void {
  const stack = TerraformStack.of(construct);
  const known = required.get(stack) ?? new Set();
  required.set(stack, known);
  if (!known.has(requirement)) {
    known.add(requirement);
    stack.node.addValidation({ validate: () => problems(stack, requirement) });
  }
}

function problems(stack: TerraformStack, { name, users, remedy }: ProviderRequirement): string[] {
  const elements = stack.node.findAll().filter((node) => usesProvider(node, name));
  const foreign = elements.filter(
    ({ provider }) => provider !== undefined && TerraformStack.of(provider) !== stack,
  );
  const [first] = foreign;
  if (first !== undefined) {
    return [
      `"${first.node.path}" is given a provider of another stack. Terraform knows only the providers of the ` +
        `stack itself: add one to "${stack.node.id}" with ${remedy}`,
    ];
  }
  if (stack.allProviders().some((provider) => provider.terraformResourceType === name)) {
    return [];
  }
  return [`${users} in this stack need the provider "${name}", which it lacks. Add it: ${remedy}`];
}

function usesProvider(node: IConstruct, name: string): node is TerraformResource | TerraformDataSource {
  return (
    (TerraformResource.isTerraformResource(node) || TerraformDataSource.isTerraformDataSource(node)) &&
    node.terraformGeneratorMetadata?.providerName === name
  );
}
