import { type TerraformElement, TerraformOutput, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { isGate, lookupsOf } from "../gate/gate-elements";
import { problemsOfDependents, problemsOfMoves, problemsOfOverrides } from "../gate/gate-overrides";
import { canWait, isActive } from "./can-wait";
import { type Configuration, ConfigurationGraph, partsOf, waitingBlocks } from "./configuration-graph";
import { elementsBelow, isWithin } from "./elements-below";
import { giveDependsOn } from "./give-depends-on";
import { type NodeDependency, nodeDependenciesIn, type Reached } from "./node-dependencies";

/** How the stacks of an app synthesize by themselves, without what is done here. */
const plainly = new WeakMap<TerraformStack, () => Configuration>();

/**
 * Makes `node.addDependency` mean in a stack what it means in other kits, where E-HPC jobs are concerned: all below the
 * dependent node comes after all below the other one, and gets its `depends_on` when the stack is synthesized. CDKTF
 * 0.21 drops such dependencies without a word, and what depends on a gate would be made while the gate is shut.
 *
 * A dependency concerns E-HPC jobs when its target is, holds or comes after a gate or anything else of the provider
 * `ehpc`, or when its dependent is or holds such a thing. CDKTF still drops all others. A node may depend on a gate
 * that it holds: then all below it waits but the gate and what the gate itself comes after. What depends on a node also
 * comes after all that this node depends on, by itself or by what holds it, also if it holds nothing that Terraform makes;
 * and what uses a local value or a variable comes after all that the node of that value depends on. So does a module that
 * may use a default provider which is configured by it.
 *
 * Synthesis throws an Error, which names `dependsOn`, for what cannot wait: a variable, a local value, an output or
 * a provider that depends on a gate by itself, an import without a resource, an ephemeral resource, an action, what stands in another
 * stack, and what an override takes it from. Calling it again for the same stack does nothing.
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
  const plain = rendered(stack);
  const nodeDependencies = nodeDependenciesIn(stack.node.root);
  const dependencies = new Dependencies(stack, plain, nodeDependencies);
  const problems = [
    ...problemsOfOverrides(stack, plain),
    ...problemsOfMoves(stack),
    ...problemsOfDependents(stack, plain),
    ...nodeDependencies.flatMap((dependency) => acrossStacks(dependency, stack)),
    ...dependencies.impossible(),
    ...dependencies.tooEarly(),
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

/** The dependencies of one stack's parts that its nodes ask for. */
class Dependencies {
  /** What each element has to come after: addresses. */
  readonly added = new Map<TerraformElement, Set<string>>();
  private readonly reasons = new Map<TerraformElement, NodeDependency>();
  /** The configuration with all that is asked for, whether it concerns jobs or not. */
  private readonly asked: ConfigurationGraph;
  /** The configuration with what concerns jobs. */
  private readonly given: ConfigurationGraph;
  private readonly concerning: readonly NodeDependency[];
  /** By dependency and node that holds what it depends on: what cannot come after the targets, as they come after it. */
  private readonly exempt = new Map<NodeDependency, Map<IConstruct, ReadonlySet<string>>>();
  /** Local values and variables that stand in what waits, and what their users have to come after. */
  private readonly carriers = new Map<string, Map<NodeDependency, string[]>>();
  /** The configuration as it is without node dependencies. */
  private readonly plain: ConfigurationGraph;
  private readonly configured: ReturnType<typeof partsOf>;

  constructor(
    private readonly stack: TerraformStack,
    configuration: Configuration,
    nodeDependencies: readonly NodeDependency[],
  ) {
    this.configured = partsOf(configuration);
    this.plain = new ConfigurationGraph(configuration);
    this.asked = new ConfigurationGraph(configuration);
    this.given = new ConfigurationGraph(configuration);
    this.ask(nodeDependencies);
    this.concerning = nodeDependencies.filter((dependency) => this.concernsJobs(dependency));
    for (const dependency of this.concerning) {
      this.join(this.given, dependency, () => true);
    }
    for (const dependency of this.concerning) {
      this.addAll(dependency);
    }
    this.carry();
  }

  /** Notes what all node dependencies ask for; last, what is asked of nodes that hold what they depend on. */
  private ask(nodeDependencies: readonly NodeDependency[]): void {
    for (const dependency of nodeDependencies) {
      this.join(this.asked, dependency, ({ around }) => around === undefined);
    }
    for (const dependency of nodeDependencies) {
      for (const holder of new Set(dependency.reached.flatMap(({ around }) => around ?? []))) {
        const alike = nodeDependencies.filter(({ dependent }) => dependent === dependency.dependent);
        const targets = alike.flatMap(({ reached }) => reached.filter(({ around }) => around === holder));
        this.exempt.set(
          dependency,
          (this.exempt.get(dependency) ?? new Map()).set(holder, this.before(targets)),
        );
      }
      this.join(this.asked, dependency, ({ around }) => around !== undefined);
    }
  }

  private join(
    graph: ConfigurationGraph,
    dependency: NodeDependency,
    isMeant: (reached: Reached) => boolean,
  ): void {
    const addresses = addressesOf(this.elementsBelow(dependency.dependent));
    for (const reached of dependency.reached.filter(isMeant)) {
      const targets = addressesOf(this.elementsBelow(reached.node));
      for (const address of addresses.filter((each) => !this.isExempt(dependency, reached, each))) {
        for (const target of targets.filter((each) => each !== address)) {
          graph.add(address, target);
        }
      }
    }
  }

  private isExempt(dependency: NodeDependency, { around }: Reached, address: string): boolean {
    return around !== undefined && this.exempt.get(dependency)?.get(around)?.has(address) === true;
  }

  /** Parts and all that they come after; of a gate that has taken a lookup's arguments, with the lookup. */
  private before(targets: readonly Reached[]): ReadonlySet<string> {
    const earlier = this.asked.upstream(targets.flatMap(({ node }) => addressesOf(this.elementsBelow(node))));
    const lookups = this.elementsBelow(this.stack).flatMap((element) => {
      const lookups = lookupsOf(element);
      const isEarlier = addressesOf([element]).some((address) => earlier.has(address));
      return isEarlier ? lookups : [];
    });
    return this.asked.upstream([...earlier, ...addressesOf(lookups)]);
  }

  private concernsJobs({ dependent, reached }: NodeDependency): boolean {
    const targets = reached.flatMap(({ node }) => addressesOf(this.elementsBelow(node)));
    return holdsJobs(this.elementsBelow(dependent)) || comesAfterJobs(this.asked, targets);
  }

  private addAll(dependency: NodeDependency): void {
    for (const element of this.elementsBelow(dependency.dependent)) {
      for (const [address, content] of partsOf(element.toTerraform())) {
        const targets = this.targetsOf(dependency, address);
        if (waitingBlocks(address, content).length > 0) {
          this.add(element, targets, dependency);
        } else if (/^(?:local|var)\./.test(address) && targets.length > 0) {
          const carried = this.carriers.get(address) ?? new Map();
          this.carriers.set(address, carried.set(dependency, targets));
        }
      }
    }
  }

  /** What a part has to name in `depends_on` to come after all that a dependency leads to. */
  private targetsOf(dependency: NodeDependency, address: string): string[] {
    const reached = dependency.reached.filter((each) => !this.isExempt(dependency, each, address));
    const targets = this.given.dependables(
      reached.flatMap(({ node }) => addressesOf(this.elementsBelow(node))),
    );
    return targets.has(address)
      ? [...targets].filter((target) => target !== address)
      : this.given.last(targets);
  }

  private add(element: TerraformElement, targets: readonly string[], dependency: NodeDependency): void {
    if (targets.length > 0) {
      this.added.set(element, new Set([...(this.added.get(element) ?? []), ...targets]));
      this.reasons.set(element, dependency);
    }
  }

  /** A local value and a variable have no `depends_on`: what uses one that waits has to wait in its place. */
  private carry(): void {
    for (const element of this.elementsBelow(this.stack)) {
      for (const [address, content] of partsOf(element.toTerraform())) {
        for (const [dependency, targets] of waitingBlocks(address, content).length > 0
          ? this.carriedTo(address)
          : []) {
          this.add(element, targets, dependency);
        }
      }
    }
  }

  private carriedTo(address: string): [NodeDependency, string[]][] {
    return [...this.given.between(address)]
      .flatMap((value) => [...(this.carriers.get(value) ?? [])])
      .filter(([dependency]) => !this.before(dependency.reached).has(address));
  }

  /** What was asked for and does not stand in the configuration, for whatever reason. */
  missing(): string[] {
    const parts = new Map(partsOf(rendered(this.stack)));
    return [...this.added].flatMap(([element, wanted]) =>
      addressesOf([element]).flatMap((address) => {
        const blocks = waitingBlocks(address, parts.get(address)) as ({ depends_on?: unknown } | undefined)[];
        const isGiven = blocks.every((block) => {
          const given = block?.depends_on;
          return Array.isArray(given) && [...wanted].every((each) => given.includes(each));
        });
        return isGiven ? [] : [cannotWait(element, this.reasons.get(element))];
      }),
    );
  }

  /** Ephemeral resources that come after a gate by a `depends_on` of their own. */
  tooEarly(): string[] {
    const gates = new Set(addressesOf(this.elementsBelow(this.stack).filter(isGate)));
    return this.configured
      .filter(([address, content]) => {
        const { depends_on } = (content ?? {}) as { depends_on?: unknown };
        const targets = Array.isArray(depends_on) ? depends_on.map(String) : [];
        return isEphemeral(address) && [...this.plain.upstream(targets)].some((each) => gates.has(each));
      })
      .map(
        ([address]) =>
          `"${address}" depends on a gate (depends_on), but ${OPENS_EARLY}. Let it take an argument that only the ` +
          "gate's end makes known, such as completion.outputLog, or name the gate in dependsOn of what uses it.",
      );
  }

  /** What node dependencies that concern jobs ask of parts that have no place for a `depends_on`. */
  impossible(): string[] {
    return this.concerning.flatMap((dependency) => [
      ...this.elementsBelow(dependency.dependent)
        .filter((element) => !canWait(element, dependency.dependent))
        .map((element) => cannotWait(element, dependency)),
      ...this.strangers(dependency).map((address) =>
        isEphemeral(address)
          ? `"${address}" comes from an override of the stack "${this.stack.node.path}" and depends on ` +
            `"${dependency.target.node.path}" (node.addDependency of "${dependency.dependent.node.path}"), but ${OPENS_EARLY}. Name ` +
            "the gate in dependsOn of each resource that has to wait, in place of node.addDependency."
          : `"${address}" comes from an override of the stack "${this.stack.node.path}" and depends on ` +
            `"${dependency.target.node.path}" (node.addDependency of "${dependency.dependent.node.path}"). Write into that override ` +
            `depends_on with ${this.targetsOf(dependency, address).join(" and ")}, or name the gate in dependsOn of each ` +
            "resource in place of node.addDependency.",
      ),
    ]);
  }

  /** Parts that no element of the stack has made, that a dependency concerns, and that do not wait by themselves. */
  private strangers(dependency: NodeDependency): string[] {
    const owned = new Set(addressesOf(this.elementsBelow(this.stack)));
    const isBelow = isWithin(this.stack, dependency.dependent);
    return this.configured
      .filter(([address, content]) => !owned.has(address) && waitingBlocks(address, content).length > 0)
      .map(([address]) => address)
      .filter((address) => isBelow || this.carriedTo(address).some(([carried]) => carried === dependency))
      .filter((address) => {
        const earlier = this.plain.upstream([address]);
        const targets = this.targetsOf(dependency, address);
        return isEphemeral(address) ? targets.length > 0 : !targets.every((target) => earlier.has(target));
      });
  }

  private elementsBelow(node: IConstruct): TerraformElement[] {
    return elementsBelow(node).filter((element) => TerraformStack.of(element) === this.stack);
  }
}

/** Dependencies between a stack and others: Terraform knows none. */
function acrossStacks(dependency: NodeDependency, stack: TerraformStack): string[] {
  const { dependent } = dependency;
  const waiting = stacksOf(
    elementsBelow(dependent).filter((element) => isActive(element) || element === dependent),
  );
  return dependency.reached.flatMap(({ node }) => {
    const elements = elementsBelow(node);
    return stacksOf(elements).flatMap((other) => {
      const others = waiting.filter((own) => own !== other && (own === stack || other === stack));
      const there = addressesOf(elements.filter((element) => TerraformStack.of(element) === other));
      const isOfJobs = others.length > 0 && comesAfterJobs(new ConfigurationGraph(rendered(other)), there);
      return isOfJobs ? others.map((own) => acrossProblem(dependency, node, own, other)) : [];
    });
  });
}

function acrossProblem(
  { dependent, target }: NodeDependency,
  node: IConstruct,
  own: IConstruct,
  other: IConstruct,
): string {
  const way = node === target ? "" : ` by way of "${target.node.path}"`;
  return (
    `"${dependent.node.path}" depends on "${node.node.path}"${way} (node.addDependency), and the stacks ` +
    `"${own.node.path}" and "${other.node.path}" are applied each by itself: what stands in the one cannot wait for ` +
    `a gate in the other. Make a JobGate of the same job in "${own.node.path}" and name it in dependsOn there; ` +
    "addDependency of the stack itself, without node, lets cdktf deploy the other one first."
  );
}

function cannotWait(element: TerraformElement, dependency: NodeDependency | undefined): string {
  const path = element.node.path;
  const node = dependency?.dependent.node.path;
  const whose = node === undefined || node === path ? `"${path}"` : `"${path}", below "${node}",`;
  return (
    `${whose} depends on "${dependency?.target.node.path}" (node.addDependency), but ${reason(element)}. Remove that dependency, and name ` +
    "the gate in dependsOn of the resources that have to wait: dependsOn: [gate]."
  );
}

function reason(element: TerraformElement): string {
  if (TerraformOutput.isTerraformOutput(element)) {
    return "Terraform records an output as soon as its value is known, whatever it depends on";
  }
  return addressesOf([element]).some(isEphemeral) ? OPENS_EARLY : "it has no depends_on";
}

const OPENS_EARLY = "Terraform opens an ephemeral resource in the plan already, whatever it depends on";

function isEphemeral(address: string): boolean {
  return address.startsWith("ephemeral.");
}

function holdsJobs(elements: readonly TerraformElement[]): boolean {
  return elements.some(isGate) || addressesOf(elements).some(isOfJobs);
}

function comesAfterJobs(graph: ConfigurationGraph, addresses: readonly string[]): boolean {
  return [...graph.perhapsUpstream(addresses)].some(isOfJobs);
}

/** Whether an address is of the provider `ehpc`. */
function isOfJobs(address: string): boolean {
  return /^(?:data\.)?ehpc_/.test(address);
}

function addressesOf(elements: readonly TerraformElement[]): string[] {
  return elements.flatMap((element) => partsOf(element.toTerraform()).map(([address]) => address));
}

function stacksOf(elements: readonly TerraformElement[]): TerraformStack[] {
  return [...new Set(elements.map((element) => TerraformStack.of(element)))];
}

function rendered(stack: TerraformStack): Configuration {
  return (plainly.get(stack) ?? stack.toTerraform.bind(stack))();
}
