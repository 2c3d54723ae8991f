import { TerraformElement, TerraformOutput, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { type Configuration, ConfigurationGraph, isMade, partsOf } from "./configuration-graph";
import { lookupOf } from "./gate-at-apply";
import { problemsOfOverrides } from "./gate-overrides";
import { GateResource } from "./gate-resource";
import { giveDependsOn } from "./give-depends-on";

/** A dependency between two nodes of the construct tree, as `node.addDependency` notes it. */
interface Tie {
  readonly dependent: IConstruct;
  readonly target: IConstruct;
}

/** How the stacks of an app synthesize by themselves, without what is done here. */
const plainly = new WeakMap<TerraformStack, () => Configuration>();

/**
 * Makes `node.addDependency` mean in a stack what it means in other kits, where E-HPC jobs are concerned: all below the
 * dependent node comes after all below the other one, and gets its `depends_on` when the stack is synthesized. CDKTF
 * 0.21 drops such dependencies without a word, and what depends on a gate would be made while the gate is shut.
 *
 * A dependency concerns E-HPC jobs when its target is, holds or comes after a gate or anything else of the provider
 * `ehpc`, or when its dependent is or holds such a thing. CDKTF goes on to drop all others. A node may depend on a gate
 * that it holds: then all below it waits but the gate and what the gate itself comes after.
 *
 * Synthesis throws an Error, which names `dependsOn`, for what cannot wait: a variable, a local value, an output or
 * a provider that depends on a gate by itself, an import without a resource, what stands in another stack, and what
 * an override takes it from. Calling it again for the same stack does nothing.
 */
export function keepDependencies(stack: TerraformStack): void {
  if (plainly.has(stack)) {
    return;
  }
  // Whoever synthesizes a stack asks these two for its text: app.synth(), Testing.synth(), and both for HCL.
  const toTerraform = stack.toTerraform.bind(stack);
  const toHclTerraform = stack.toHclTerraform.bind(stack);
  plainly.set(stack, toTerraform);
  stack.toTerraform = () => withDependencies(stack, toTerraform);
  stack.toHclTerraform = () => withDependencies(stack, toHclTerraform);
}

function withDependencies<Rendered>(stack: TerraformStack, render: () => Rendered): Rendered {
  const ties = stack.node.root.node.findAll().flatMap(tiesOf);
  const dependencies = new Dependencies(stack);
  const problems = [
    ...problemsOfOverrides(stack, rendered(stack)),
    ...ties.flatMap((tie) => acrossStacks(tie, stack)),
    ...dependencies.follow(ties),
  ];
  const undo = giveDependsOn(dependencies.added);
  try {
    problems.push(...dependencies.missing());
    if (problems.length > 0) {
      throw new Error([...new Set(problems)].join("\n"));
    }
    return render();
  } finally {
    undo();
  }
}

function tiesOf(dependent: IConstruct): Tie[] {
  return [...new Set(dependent.node.dependencies)].map((target) => ({ dependent, target }));
}

/** The dependencies of one stack's parts that its nodes ask for. */
class Dependencies {
  /** What each element has to come after: addresses. */
  readonly added = new Map<TerraformElement, Set<string>>();
  private readonly graph: ConfigurationGraph;
  private readonly reasons = new Map<TerraformElement, Tie>();

  constructor(private readonly stack: TerraformStack) {
    this.graph = new ConfigurationGraph(rendered(stack));
  }

  /** Finds what each tie asks for, until no tie asks for more. Answers with what cannot be done. */
  follow(ties: readonly Tie[]): string[] {
    const open = new Set(ties);
    let before: number;
    do {
      before = open.size;
      for (const tie of open) {
        if (!isWithin(tie.target, tie.dependent) && this.concernsJobs(tie)) {
          open.delete(tie);
          this.addAll(tie, new Set());
        }
      }
      // A node that holds what it depends on: all that its targets come after has to be known by then.
      const [around] = [...open].filter((tie) => this.concernsJobs(tie));
      if (around !== undefined) {
        const { dependent } = around;
        const alike = [...open].filter((tie) => tie.dependent === dependent && this.concernsJobs(tie));
        const exempt = this.before(alike);
        for (const tie of alike) {
          open.delete(tie);
          this.addAll(tie, exempt);
        }
      }
    } while (open.size < before);
    return ties.filter((tie) => !open.has(tie)).flatMap((tie) => this.impossible(tie));
  }

  /** What was asked for and does not stand in the configuration, for whatever reason. */
  missing(): string[] {
    const parts = new Map(partsOf(rendered(this.stack)));
    return [...this.added].flatMap(([element, wanted]) =>
      partsOf(element.toTerraform()).flatMap(([address]) => {
        const { depends_on: given } = (parts.get(address) ?? {}) as { depends_on?: unknown };
        const isGiven = Array.isArray(given) && [...wanted].every((each) => given.includes(each));
        return isGiven ? [] : [cannotWait(element, this.reasons.get(element))];
      }),
    );
  }

  private concernsJobs({ dependent, target }: Tie): boolean {
    return (
      holdsJobs(this.elementsBelow(dependent)) ||
      comesAfterJobs(this.graph, addressesOf(this.elementsBelow(target)))
    );
  }

  private addAll(tie: Tie, exempt: ReadonlySet<string>): void {
    const targets = this.graph.dependables(addressesOf(this.elementsBelow(tie.target)));
    const last = this.graph.last(targets);
    for (const element of this.elementsBelow(tie.dependent)) {
      for (const address of addressesOf([element])) {
        const others = targets.has(address) ? [...targets].filter((target) => target !== address) : last;
        if (!exempt.has(address) && canDepend(address)) {
          this.add(element, address, others, tie);
        }
      }
    }
  }

  private add(element: TerraformElement, address: string, targets: readonly string[], tie: Tie): void {
    const wanted = this.added.get(element) ?? new Set();
    for (const target of targets) {
      wanted.add(target);
      this.graph.add(address, target);
    }
    if (wanted.size > 0) {
      this.added.set(element, wanted);
      this.reasons.set(element, tie);
    }
  }

  /** What the targets of the ties come after, and they themselves. */
  private before(ties: readonly Tie[]): ReadonlySet<string> {
    const targets = ties.flatMap(({ target }) => this.elementsBelow(target));
    const earlier = this.graph.upstream(addressesOf(targets));
    const lookups = this.elementsBelow(this.stack).flatMap((element) => {
      const lookup = lookupOf(element);
      const isEarlier = addressesOf([element]).some((address) => earlier.has(address));
      return isEarlier && lookup !== undefined ? [lookup] : [];
    });
    return this.graph.upstream([...earlier, ...addressesOf(lookups)]);
  }

  /** Those that a tie concerns and that have no place for a `depends_on`. */
  private impossible(tie: Tie): string[] {
    const elements = this.elementsBelow(tie.dependent);
    const problems = elements
      .filter((element) => !canWait(element, tie.dependent))
      .map((element) => cannotWait(element, tie));
    if (isWithin(this.stack, tie.dependent)) {
      const owned = new Set(addressesOf(elements));
      const strange = this.graph.addresses.filter((address) => canDepend(address) && !owned.has(address));
      problems.push(
        ...strange.map(
          (address) =>
            `"${address}" comes from an override of the stack "${this.stack.node.path}", which depends on ` +
            `"${tie.target.node.path}" (node.addDependency). Write depends_on into that override, and name the gate ` +
            "in dependsOn of each resource in place of node.addDependency.",
        ),
      );
    }
    return problems;
  }

  private elementsBelow(node: IConstruct): TerraformElement[] {
    return elementsBelow(node).filter((element) => TerraformStack.of(element) === this.stack);
  }
}

/** Dependencies between a stack and others: Terraform knows none. */
function acrossStacks({ dependent, target }: Tie, stack: TerraformStack): string[] {
  const waiting = stacksOf(
    elementsBelow(dependent).filter((element) => canWait(element) || element === dependent),
  );
  return stacksOf(elementsBelow(target)).flatMap((other) => {
    const others = waiting.filter((own) => own !== other && (own === stack || other === stack));
    const elements = elementsBelow(target).filter((element) => TerraformStack.of(element) === other);
    if (
      others.length === 0 ||
      !comesAfterJobs(new ConfigurationGraph(rendered(other)), addressesOf(elements))
    ) {
      return [];
    }
    return others.map(
      (own) =>
        `"${dependent.node.path}" depends on "${target.node.path}" (node.addDependency), and the stacks ` +
        `"${own.node.path}" and "${other.node.path}" are applied each by itself: what stands in the one cannot wait for ` +
        `a gate in the other. Make a JobGate of the same job in "${own.node.path}" and name it in dependsOn there; ` +
        "addDependency of the stack itself, without node, lets cdktf deploy the other one first.",
    );
  });
}

function cannotWait(element: TerraformElement, tie: Tie | undefined): string {
  const path = element.node.path;
  const node = tie?.dependent.node.path;
  const whose = node === undefined || node === path ? `"${path}"` : `"${path}", below "${node}",`;
  return (
    `${whose} depends on "${tie?.target.node.path}" (node.addDependency), but ${reason(element)}. Remove that dependency, and name ` +
    "the gate in dependsOn of the resources that have to wait: dependsOn: [gate]."
  );
}

function reason(element: TerraformElement): string {
  return TerraformOutput.isTerraformOutput(element)
    ? "Terraform records an output as soon as its value is known, whatever it depends on"
    : "it has no depends_on";
}

/**
 * Whether an element can wait, or makes nothing: a variable below a node that depends on a gate has nothing to wait with,
 * but one that depends on it by itself was meant to.
 */
function canWait(element: TerraformElement, asked?: IConstruct): boolean {
  const sections = Object.entries(element.toTerraform() as Configuration)
    .filter(([, content]) => content !== undefined)
    .map(([name]) => name);
  if (sections.some(isMade)) {
    return true;
  }
  return asked !== undefined && element !== asked && !sections.includes("import");
}

/** Whether a part has a `depends_on`. */
function canDepend(address: string): boolean {
  return !/^(?:local|provider)\./.test(address);
}

function holdsJobs(elements: readonly TerraformElement[]): boolean {
  return elements.some((element) => element instanceof GateResource) || addressesOf(elements).some(isOfJobs);
}

function comesAfterJobs(graph: ConfigurationGraph, addresses: readonly string[]): boolean {
  return [...graph.upstream(addresses)].some(isOfJobs);
}

/** Whether an address is of the provider `ehpc`. */
function isOfJobs(address: string): boolean {
  return /^(?:data\.)?ehpc_/.test(address);
}

function addressesOf(elements: readonly TerraformElement[]): string[] {
  return elements.flatMap((element) => partsOf(element.toTerraform()).map(([address]) => address));
}

function elementsBelow(node: IConstruct): TerraformElement[] {
  return node.node
    .findAll()
    .filter((each): each is TerraformElement => TerraformElement.isTerraformElement(each))
    .filter((element) => element.node.scopes.some((scope) => TerraformStack.isStack(scope)));
}

function stacksOf(elements: readonly TerraformElement[]): TerraformStack[] {
  return [...new Set(elements.map((element) => TerraformStack.of(element)))];
}

/** Whether a node is another one or stands below it. */
function isWithin(node: IConstruct, other: IConstruct): boolean {
  return node.node.scopes.includes(other);
}

function rendered(stack: TerraformStack): Configuration {
  return (plainly.get(stack) ?? stack.toTerraform.bind(stack))();
}
