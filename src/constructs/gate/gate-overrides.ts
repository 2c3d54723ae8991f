import { TerraformDataSource, TerraformModule, TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { type Configuration, ConfigurationGraph, partsOf } from "../dependencies/configuration-graph";
import { resolveTokens } from "../resolve-tokens";
import { AtLeastOneJob } from "./at-least-one-job";
import { isCompletion, isGate, repeatsAsLookup } from "./gate-elements";

/** One block or several, as JSON has them, or an override that says null. */
type Blocks<Block> = Block | readonly Block[] | null;

/** What of a resource keeps a gate shut. */
interface Kept {
  readonly count?: unknown;
  readonly for_each?: unknown;
  readonly lifecycle?: {
    readonly precondition?: Blocks<{ readonly condition: unknown }>;
    readonly ignore_changes?: unknown;
  };
  readonly depends_on?: readonly unknown[] | null;
}

/**
 * Says which gates of a stack stand otherwise in its configuration than they were made: an override of a gate or of the
 * stack has changed how often it repeats, its condition, what it comes after, or which changes make it wait again.
 *
 * @param configuration of the stack, without the dependencies of its nodes
 */
export function problemsOfOverrides(stack: TerraformStack, configuration: Configuration): string[] {
  const parts = new Map(partsOf(configuration));
  return nodesOf(stack)
    .filter(isOfGate)
    .flatMap((resource) =>
      partsOf(resource.toTerraform()).flatMap(([address]) => {
        const changed = changes(resource, (parts.get(address) ?? {}) as Kept);
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

/** Says which gates are not made, because they are moved to another address (`moveTo`). */
export function problemsOfMoves(stack: TerraformStack): string[] {
  return nodesOf(stack)
    .filter(isGate)
    .filter((gate) => partsOf(gate.toTerraform()).length === 0)
    .map(
      (gate) =>
        `"${gate.node.path}" is part of a gate and is moved away (moveTo), so nothing can wait for it. Use moveFromId ` +
        "where the gate stood under another address.",
    );
}

/**
 * Says what was given in `dependsOn` a gate, or what comes after a gate, and does not come after it in the
 * configuration: an override has taken it away, or another element stands at the address where it is moved to.
 */
export function problemsOfDependents(stack: TerraformStack, configuration: Configuration): string[] {
  const nodes = nodesOf(stack);
  const graph = new ConfigurationGraph(configuration);
  const gates = new Set(
    nodes.filter(isOfGate).flatMap((gate) => partsOf(gate.toTerraform()).map(([name]) => name)),
  );
  const gatesBefore = (addresses: readonly string[]) =>
    [...graph.upstream(addresses)].filter((address) => gates.has(address));
  return nodes.filter(isDependent).flatMap((element) => {
    const asked = (resolveTokens(element, element.dependsOn ?? []) ?? []) as string[];
    const wanted = gatesBefore(asked.map(withoutIndex));
    return addressesOf(element).flatMap((address) => {
      const given = graph.has(address) || !isMoved(element) ? gatesBefore([address]) : wanted;
      return wanted
        .filter((gate) => !given.includes(gate))
        .map((gate) =>
          isMoved(element)
            ? `"${element.node.path}" has a gate in dependsOn, ${gate}, and is moved to ${address} (moveTo), which ` +
              "does not depend on that gate. Name the gate in dependsOn there."
            : `"${element.node.path}" has a gate in dependsOn, ${gate}, which an override of depends_on has taken away. ` +
              "Remove that override.",
        );
    });
  });
}

/** The nodes of a stack, without the nodes of nested stacks. */
function nodesOf(stack: TerraformStack): IConstruct[] {
  return stack.node.findAll().filter((node) => TerraformStack.of(node) === stack);
}

type Dependent = TerraformResource | TerraformDataSource | TerraformModule;

function isDependent(node: unknown): node is Dependent {
  return (
    TerraformResource.isTerraformResource(node) ||
    TerraformDataSource.isTerraformDataSource(node) ||
    node instanceof TerraformModule
  );
}

/** Where an element stands in the configuration, or what stands there in its place. */
function addressesOf(element: Dependent): string[] {
  const rendered: Configuration = element.toTerraform();
  return isMoved(element)
    ? (rendered.moved as { to: string }[]).map(({ to }) => withoutIndex(to))
    : partsOf(rendered).map(([address]) => address);
}

function withoutIndex(address: string): string {
  return address.replace(/\[.*/s, "");
}

/** Whether an element is moved to another address: then nothing else of it is rendered. */
function isMoved(element: Dependent): boolean {
  const rendered: Configuration = element.toTerraform();
  return Array.isArray(rendered.moved) && partsOf(rendered).length === 0;
}

function isOfGate(node: unknown): node is TerraformResource {
  return isGate(node) || node instanceof AtLeastOneJob;
}

function wanted(resource: TerraformResource): Kept {
  const { count, forEach, lifecycle, dependsOn } = resource.terraformMetaArguments;
  const kept = {
    lifecycle,
    depends_on: dependsOn,
    ...(repeatsAsLookup(resource) && { count, for_each: forEach }),
  };
  return (resolveTokens(resource, kept) ?? {}) as Kept;
}

function changes(resource: TerraformResource, given: Kept): string[] {
  const { count, for_each, lifecycle, depends_on = [] } = wanted(resource);
  const ignored = [given.lifecycle?.ignore_changes ?? []].flat();
  const isKept: Readonly<Record<string, boolean>> = {
    count: isSame(count, given.count),
    for_each: isSame(for_each, given.for_each),
    lifecycle: includes(conditions(given), conditions({ lifecycle })),
    // Terraform would keep the outcome of another job.
    ignore_changes: !isCompletion(resource) || ignored.length === 0,
    depends_on: includes(given.depends_on ?? [], depends_on ?? []),
  };
  return Object.keys(isKept).filter((name) => !isKept[name]);
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
