import { TerraformDataSource, TerraformResource, type TerraformStack } from "cdktf";
import { AtLeastOneJob } from "./at-least-one-job";
import { type Configuration, partsOf } from "./configuration-graph";
import { GateCompletion, lookupOf } from "./gate-at-apply";
import { GateResource } from "./gate-resource";
import { resolveTokens } from "./resolve-tokens";

/** One block or several, as JSON has them, or an override that says null. */
type Blocks<Block> = Block | readonly Block[] | null;

/** What of a resource keeps a gate shut. */
interface Kept {
  readonly count?: unknown;
  readonly for_each?: unknown;
  readonly lifecycle?: { readonly precondition?: Blocks<{ readonly condition: unknown }> };
  readonly depends_on?: readonly unknown[] | null;
}

/**
 * Says which gates of a stack stand otherwise in its configuration than they were made: an override of a gate or of the
 * stack has changed how often it repeats, its condition, or what it comes after.
 *
 * @param configuration of the stack, without the dependencies of its nodes
 */
export function problemsOfOverrides(stack: TerraformStack, configuration: Configuration): string[] {
  const parts = new Map(partsOf(configuration));
  return stack.node
    .findAll()
    .filter(isOfGate)
    .flatMap((resource) =>
      partsOf(resource.toTerraform()).flatMap(([address]) => {
        const changed = changes(wanted(resource), (parts.get(address) ?? {}) as Kept);
        return changed.length === 0
          ? []
          : [
              `"${resource.node.path}" is part of a gate, and ${changed.join(" and ")} must stay as the gate has made it: ` +
                "the gate would open otherwise. Remove that override, or the property that was set; count and forEach " +
                "belong to the gate's lookup.",
            ];
      }),
    );
}

/** Says what was given a gate in `dependsOn` and does not depend on it in the configuration: an override has taken it away. */
export function problemsOfDependents(stack: TerraformStack, configuration: Configuration): string[] {
  const parts = new Map(partsOf(configuration));
  const nodes = stack.node.findAll();
  const gates = new Set(
    nodes.filter(isOfGate).flatMap((gate) => partsOf(gate.toTerraform()).map(([name]) => name)),
  );
  return nodes.filter(isDependent).flatMap((element) =>
    partsOf(element.toTerraform()).flatMap(([address]) => {
      const { depends_on: given } = (parts.get(address) ?? {}) as Kept;
      const asked = (resolveTokens(element, element.dependsOn ?? []) ?? []) as string[];
      const lost = asked.filter((name) => gates.has(name) && !(given ?? []).includes(name));
      return lost.map(
        (name) =>
          `"${element.node.path}" has a gate in dependsOn, ${name}, which an override of depends_on has taken away. ` +
          "Remove that override.",
      );
    }),
  );
}

function isDependent(node: unknown): node is TerraformResource | TerraformDataSource {
  return TerraformResource.isTerraformResource(node) || TerraformDataSource.isTerraformDataSource(node);
}

function isOfGate(node: unknown): node is TerraformResource {
  return node instanceof GateResource || node instanceof GateCompletion || node instanceof AtLeastOneJob;
}

function wanted(resource: TerraformResource): Kept {
  const { count, forEach, lifecycle, dependsOn } = resource.terraformMetaArguments;
  const repeats = resource instanceof GateResource || lookupOf(resource) !== undefined;
  const kept = { lifecycle, depends_on: dependsOn, ...(repeats && { count, for_each: forEach }) };
  return (resolveTokens(resource, kept) ?? {}) as Kept;
}

function changes(wanted: Kept, given: Kept): string[] {
  const told: Readonly<Record<string, boolean>> = {
    count: isSame(wanted.count, given.count),
    for_each: isSame(wanted.for_each, given.for_each),
    lifecycle: includes(conditions(given), conditions(wanted)),
    depends_on: includes(given.depends_on ?? [], wanted.depends_on ?? []),
  };
  return Object.keys(told).filter((name) => told[name] === false);
}

function conditions({ lifecycle }: Kept): unknown[] {
  return [lifecycle?.precondition ?? []].flat().map(({ condition }) => condition);
}

function includes(all: readonly unknown[], some: readonly unknown[]): boolean {
  return some.every((one) => all.some((other) => isSame(one, other)));
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
