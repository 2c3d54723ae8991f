import type { IConstruct } from "constructs";
import { isWithin } from "./elements-below";

/** A dependency between two nodes of the construct tree, as `node.addDependency` notes it, and what it leads to. */
export interface NodeDependency {
  readonly dependent: IConstruct;
  readonly target: IConstruct;
  /** The target, and all nodes that it waits for by dependencies of its own, of what holds it and of what it holds. */
  readonly reached: readonly Reached[];
}

/** A node that a dependency leads to. */
export interface Reached {
  readonly node: IConstruct;
  /**
   * The node that holds what it depends on, if the way leads over such a dependency: then what comes before the target, and
   * the target itself, do not wait for it.
   */
  readonly around: IConstruct | undefined;
}

/** The dependencies between the nodes of a tree. */
export function nodeDependenciesIn(root: IConstruct): NodeDependency[] {
  return root.node
    .findAll()
    .flatMap((dependent) =>
      targetsOf(dependent).map((target) => ({ dependent, target, reached: reachedBy(dependent, target) })),
    );
}

function reachedBy(dependent: IConstruct, target: IConstruct): Reached[] {
  const found = new Map<IConstruct, Reached>();
  const open: Reached[] = [{ node: target, around: isWithin(target, dependent) ? dependent : undefined }];
  // A list that grows while it is gone through gives what was added, too.
  for (const reached of open) {
    if (!found.has(reached.node)) {
      found.set(reached.node, reached);
      open.push(...next(reached, dependent));
    }
  }
  return [...found.values()];
}

function next({ node, around }: Reached, dependent: IConstruct): Reached[] {
  const holders = [...node.node.scopes, ...node.node.findAll()];
  return [...new Set(holders)].flatMap((holder) =>
    targetsOf(holder).flatMap((target) => {
      const isAround = isWithin(target, holder);
      // What stands below such a node with it has that dependency by itself.
      if (isAround && isWithin(dependent, holder)) {
        return [];
      }
      const inner = isWithin(target, dependent) ? dependent : undefined;
      return [{ node: target, around: inner ?? (isAround ? holder : around) }];
    }),
  );
}

function targetsOf(node: IConstruct): IConstruct[] {
  return [...new Set(node.node.dependencies)];
}
