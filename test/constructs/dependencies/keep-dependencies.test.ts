import { NullProvider } from "@cdktf/provider-null/lib/provider";
import { Resource } from "@cdktf/provider-null/lib/resource";
import {
  App,
  Aspects,
  DataResource,
  DataTerraformRemoteStateLocal,
  type IAspect,
  TerraformCount,
  TerraformElement,
  TerraformHclModule,
  TerraformIterator,
  TerraformLocal,
  TerraformOutput,
  TerraformStack,
  TerraformVariable,
  Testing,
} from "cdktf";
import { Construct, DependencyGroup, type IConstruct } from "constructs";
import { EhpcProvider, JobCompletion, JobGate, JobLookup } from "../../../src";
import { temporaryFolder } from "../temporary-folder";

const JOB = { clusterId: "ehpc-hz-FYUr32abcd", jobId: "1.manager" };
const GATE = "null_resource.trained";

let app: App;
let stack: TerraformStack;
let train: JobLookup;
let gate: JobGate;

beforeEach(() => {
  app = new App({ outdir: temporaryFolder() });
  stack = newStack("publish");
  train = new JobLookup(stack, "train", JOB);
  gate = new JobGate(stack, "trained", { job: train });
});

function newStack(id: string, scope: Construct = app): TerraformStack {
  const made = new TerraformStack(scope, id);
  new EhpcProvider(made, "ehpc", { region: "cn-hangzhou" });
  new NullProvider(made, "null");
  return made;
}

function synthesized(of = stack) {
  return JSON.parse(Testing.synth(of, true));
}

/** What `depends_on` says of each part that has one, by its address. */
function dependencies(of = stack): Record<string, readonly string[]> {
  const { resource, data, module, output } = synthesized(of);
  const parts = [
    ...[resource, data]
      .flatMap((types) => Object.entries<object>(types ?? {}))
      .flatMap(([type, named]) => Object.entries(named).map(([id, content]) => [`${type}.${id}`, content])),
    ...Object.entries(module ?? {}).map(([id, content]) => [`module.${id}`, content]),
    ...Object.entries(output ?? {}).map(([id, content]) => [`output.${id}`, content]),
  ];
  return Object.fromEntries(
    parts.flatMap(([address, content]) =>
      content.depends_on === undefined ? [] : [[address, content.depends_on]],
    ),
  );
}

describe("what depends on a gate by its node waits for it", () => {
  test("a resource, beside all that it depends on already, and each synthesis says the same", () => {
    const upload = new Resource(stack, "upload");
    new Resource(stack, "publish", { dependsOn: [upload] }).node.addDependency(gate);

    const expected = { "null_resource.publish": ["null_resource.upload", GATE] };
    expect(dependencies()).toEqual(expected);
    expect(dependencies()).toEqual(expected);
  });

  test("a data source, a module and a remote state", () => {
    new JobLookup(stack, "evaluate", { ...JOB, jobId: "2.manager" }).node.addDependency(gate);
    new TerraformHclModule(stack, "report", {
      source: "./report",
      skipAssetCreationFromLocalModules: true,
    }).node.addDependency(gate);
    new DataTerraformRemoteStateLocal(stack, "other", { path: "other.tfstate" }).node.addDependency(gate);

    expect(dependencies()).toEqual({
      "ehpc_job.evaluate": [GATE],
      "module.report": [GATE],
      "terraform_remote_state.other": [GATE],
    });
    expect(dependencies()["terraform_remote_state.other"]).toEqual([GATE]);
  });

  test("all below a construct, however deep, also what is added after the dependency", () => {
    const group = new Construct(stack, "group");
    group.node.addDependency(gate);
    new Resource(new Construct(group, "inner"), "publish");
    new TerraformVariable(group, "region", { type: "string" });
    new TerraformOutput(group, "state", { value: "published", staticId: true });

    expect(dependencies()).toEqual({
      "null_resource.group_inner_publish_18B81A36": [GATE],
      "output.state": [GATE],
    });
  });

  test("a search by name with its lookup", () => {
    JobLookup.fromName(stack, "nightly", { clusterId: JOB.clusterId, jobName: "n" }).node.addDependency(gate);

    expect(dependencies()).toEqual({ "ehpc_job.nightly": [GATE], "ehpc_jobs.nightly": [GATE] });
  });

  test("another gate, and a gate that waits in place of a lookup that comes after the first", () => {
    new JobGate(stack, "second", { job: train, requires: "finished" }).node.addDependency(gate);
    const evaluate = new JobLookup(stack, "evaluate", { ...JOB, jobId: "2.manager" });
    new JobGate(stack, "evaluated", { job: evaluate, wait: {} });
    evaluate.node.addDependency(gate);

    expect(dependencies()).toEqual({
      "null_resource.second": [GATE],
      "ehpc_job.evaluate": [GATE],
      "ehpc_job_completion.evaluated": [GATE],
    });
  });

  test("everything else in the stack, where the stack depends on its own gate", () => {
    const submit = new DataResource(stack, "submit");
    train.jobId = `\${${submit.fqn}.id}`;
    const second = new JobGate(stack, "second", { job: JOB, wait: {} });
    new Resource(stack, "publish");
    stack.node.addDependency(gate, second);

    expect(dependencies()).toEqual({ "null_resource.publish": [GATE, "ehpc_job_completion.second"] });
  });

  test("everything else below a construct of the app that holds the stack", () => {
    const environment = new Construct(app, "production");
    const inner = newStack("inner", environment);
    const own = new JobGate(inner, "own", { job: new JobLookup(inner, "job", JOB) });
    new Resource(inner, "publish");
    environment.node.addDependency(own);

    expect(dependencies(inner)).toEqual({ "null_resource.publish": ["null_resource.own"] });
  });

  test("what an aspect ties to the gate", () => {
    const publish = new Resource(stack, "publish");
    const tie: IAspect = {
      visit: (node: IConstruct) => {
        if (node === publish) {
          node.node.addDependency(gate);
        }
      },
    };
    Aspects.of(stack).add(tie);

    expect(dependencies()).toEqual({ "null_resource.publish": [GATE] });
  });
});

describe("a dependency leads to a gate", () => {
  test.each<[string, (publish: Resource) => void, string[]]>([
    [
      "through the construct that holds it",
      (publish) => {
        const holder = new Construct(stack, "holder");
        const job = new JobLookup(holder, "job", JOB);
        new JobGate(holder, "gate", { job });
        new Resource(holder, "note");
        publish.node.addDependency(holder);
      },
      ["null_resource.holder_gate_F6386FD1", "null_resource.holder_note_AC6FAFEF"],
    ],
    [
      "by what the gate is made of",
      (publish) => publish.node.addDependency(gate.node.defaultChild as Construct),
      [GATE],
    ],
    [
      "in a group",
      (publish) => publish.node.addDependency(new DependencyGroup(gate, train)),
      [GATE, "data.ehpc_job.train"],
    ],
    ["at a lookup", (publish) => publish.node.addDependency(train), ["data.ehpc_job.train"]],
    [
      "at a completion",
      (publish) => publish.node.addDependency(new JobCompletion(stack, "done", JOB)),
      ["ehpc_job_completion.done"],
    ],
    [
      "by a resource that comes after it",
      (publish) => publish.node.addDependency(new Resource(stack, "first", { dependsOn: [gate] })),
      ["null_resource.first"],
    ],
    [
      "by one that depends on it by its node",
      (publish) => {
        const first = new Resource(stack, "first");
        publish.node.addDependency(first);
        first.node.addDependency(gate);
      },
      ["null_resource.first"],
    ],
    [
      "by a local value and an output",
      (publish) => {
        const local = new TerraformLocal(stack, "path", train.outputLog);
        publish.node.addDependency(new TerraformOutput(stack, "log", { value: local.asString }));
      },
      ["data.ehpc_job.train"],
    ],
    [
      "by a construct that holds nothing and depends on it",
      (publish) => {
        const barrier = new Construct(stack, "barrier");
        barrier.node.addDependency(gate);
        publish.node.addDependency(barrier);
      },
      [GATE],
    ],
    [
      "by a construct of values alone",
      (publish) => {
        const values = new Construct(stack, "values");
        new TerraformVariable(values, "region", { type: "string" });
        new TerraformLocal(values, "path", "/home");
        values.node.addDependency(gate);
        publish.node.addDependency(values);
      },
      [GATE],
    ],
    [
      "by an empty construct below one that depends on it, beside the stacks",
      (publish) => {
        const outer = new Construct(app, "outer");
        outer.node.addDependency(new DependencyGroup(gate));
        const first = new Construct(app, "first");
        first.node.addDependency(new Construct(new Construct(outer, "inner"), "innermost"));
        publish.node.addDependency(first);
      },
      [GATE],
    ],
    [
      "by what an empty construct holds that depends on it",
      (publish) => {
        const outer = new Construct(stack, "outer");
        new Construct(outer, "inner").node.addDependency(gate);
        publish.node.addDependency(outer);
      },
      [GATE],
    ],
    [
      "by an empty construct in one that waits for a gate of its own",
      (publish) => {
        const group = new Construct(stack, "group");
        const done = new JobGate(group, "done", { job: JOB, wait: {} });
        group.node.addDependency(done);
        publish.node.addDependency(new Construct(group, "barrier"));
      },
      ["ehpc_job_completion.group_done_2186F641"],
    ],
    [
      "at a module whose provider is configured from its job",
      (publish) => {
        const provider = new NullProvider(stack, "other", { alias: "other" });
        provider.addOverride("token", train.outputLog);
        publish.node.addDependency(
          new TerraformHclModule(stack, "m", {
            source: "./m",
            skipAssetCreationFromLocalModules: true,
            providers: [provider],
          }),
        );
      },
      ["module.m"],
    ],
    [
      "by a reference whose name is not in ASCII",
      (publish) => {
        const first = new Resource(stack, "first", { triggers: { path: train.outputLog } });
        first.overrideLogicalId("größe");
        const second = new Resource(stack, "second", { triggers: { id: first.id } });
        second.overrideLogicalId("训练");
        publish.node.addDependency(second);
      },
      ["null_resource.训练"],
    ],
    [
      "by a reference in the key of a map, with blanks",
      (publish) => {
        const first = new Resource(stack, "first", { triggers: { "${data . ehpc_job.train.id}": "x" } });
        publish.node.addDependency(first);
      },
      ["null_resource.first"],
    ],
    [
      "that has been renamed",
      (publish) => {
        publish.node.addDependency(gate);
        (gate.node.defaultChild as Resource).overrideLogicalId("renamed");
      },
      ["null_resource.renamed"],
    ],
    [
      "at a gate for each of many jobs",
      (publish) => {
        const count = TerraformCount.of(2);
        const job = new JobLookup(stack, "many", { ...JOB, count, jobId: `\${count.index}.manager` });
        publish.node.addDependency(new JobGate(stack, "each", { job }));
      },
      ["null_resource.each"],
    ],
  ])("%s", (_, tie, expected) => {
    tie(new Resource(stack, "publish"));

    expect([...(dependencies()["null_resource.publish"] ?? [])].sort()).toEqual([...expected].sort());
  });
});

test("a dependency that has to do with no job is left to CDKTF, which drops it", () => {
  const first = new Resource(stack, "first");
  new Resource(stack, "second").node.addDependency(first);

  expect(dependencies()).toEqual({});
});

test("a gate and a lookup come after all that their nodes depend on", () => {
  const submit = new DataResource(stack, "submit");
  train.node.addDependency(submit);
  gate.node.addDependency(new DataResource(stack, "budget"));

  expect(dependencies()).toEqual({
    "ehpc_job.train": ["terraform_data.submit"],
    [GATE]: ["terraform_data.budget"],
  });
});

test("what uses a constant of a construct that depends on a gate waits with it, but for what the gate comes after", () => {
  const group = new Construct(stack, "group");
  const constant = new TerraformLocal(group, "path", "/home");
  const other = new TerraformLocal(stack, "other", `${constant.asString}/model`);
  group.node.addDependency(gate);
  new Resource(stack, "publish", { triggers: { path: other.asString } });
  const submit = new DataResource(stack, "submit", { input: { path: constant.asString } });
  train.jobId = `\${${submit.fqn}.id}`;

  expect(dependencies()).toEqual({ "null_resource.publish": [GATE] });
});

describe("a construct that depends on its own gate", () => {
  test("leaves what the gate comes after by a dependency between nodes", () => {
    const group = new Construct(stack, "group");
    const pre = new DataResource(group, "pre");
    const submit = new DataResource(group, "submit");
    submit.node.addDependency(pre);
    const own = new JobGate(group, "own", { job: { ...JOB, jobId: `\${${submit.fqn}.id}` }, wait: {} });
    new Resource(group, "publish");
    group.node.addDependency(own);

    expect(Object.values(dependencies())).toEqual([
      [expect.stringContaining("ehpc_job_completion.group_own")],
    ]);
    expect(Object.keys(dependencies())).toEqual([expect.stringContaining("null_resource.group_publish")]);
  });

  test("leaves what an empty construct orders before it", () => {
    const pre = new DataResource(stack, "pre");
    const barrier = new Construct(stack, "barrier");
    barrier.node.addDependency(pre);
    gate.node.addDependency(barrier);
    new Resource(stack, "publish");
    stack.node.addDependency(gate);

    expect(dependencies()).toEqual({ [GATE]: ["terraform_data.pre"], "null_resource.publish": [GATE] });
  });
});

/** What CDKTF 0.21 has no class for. */
class Other extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly content: object,
  ) {
    super(scope, id);
  }

  override toTerraform() {
    return this.content;
  }
}

test("the data of checks waits, and is as it was afterwards", () => {
  const group = new Construct(stack, "group");
  const all = { cluster_id: JOB.clusterId, depends_on: ["null_resource.x"] };
  const assert = [{ condition: true, error_message: "never" }];
  new Other(group, "check", {
    check: { health: { data: { ehpc_jobs: { all } }, assert }, none: { assert } },
  });
  group.node.addDependency(gate);

  for (const _ of [1, 2]) {
    const { check } = synthesized();
    expect(check.health).toEqual({
      data: { ehpc_jobs: { all: { ...all, depends_on: ["null_resource.x", GATE] } } },
      assert,
    });
    expect(check.none).toEqual({ assert });
  }
  expect(all.depends_on).toEqual(["null_resource.x"]);
});

test("a dependency that is removed is gone at the next synthesis", () => {
  const publish = new Resource(stack, "publish");
  publish.node.addDependency(gate);
  synthesized();
  publish.node.removeDependency(gate);

  expect(dependencies()).toEqual({});
  expect(publish.dependsOn).toBeUndefined();
});

test("what is repeated, moved by an override or has other overrides waits too", () => {
  const forEach = TerraformIterator.fromMap({ a: "1", b: "2" });
  const each = new Resource(stack, "each", { forEach });
  each.addOverride("depends_on", ["data.ehpc_job.train"]);
  each.addOverride("triggers.a", "b");
  each.node.addDependency(gate);

  expect(dependencies()).toEqual({ "null_resource.each": [GATE, "data.ehpc_job.train"] });
});

test("HCL has the same dependencies", () => {
  new Resource(stack, "publish").node.addDependency(gate);
  new DataTerraformRemoteStateLocal(stack, "remote", { path: "other.tfstate" }).node.addDependency(gate);

  const { hcl } = stack.toHclTerraform();
  const dependent = hcl.slice(hcl.indexOf('resource "null_resource" "publish"'));
  expect(dependent.split(`depends_on = [\n"${GATE}"`)).toHaveLength(3);
});

describe("a name that stands in a text refers to nothing", () => {
  const note = `\${var.note} and then`;

  test.each([
    ["a text", `${note} ${GATE}`],
    ["the name of an attribute", `\${var.note.${GATE}}`],
  ])("what comes after the gate and after a resource with %s like the gate waits for both", (_, text) => {
    const noted = new Resource(stack, "noted", { triggers: { note: text } });
    const barrier = new Construct(stack, "barrier");
    barrier.node.addDependency(noted, gate);
    new Resource(stack, "publish").node.addDependency(barrier);

    expect(dependencies()).toEqual({ "null_resource.publish": ["null_resource.noted", GATE] });
  });

  test("what a text of the gate names waits for it", () => {
    const group = new Construct(stack, "group");
    new Resource(group, "publish").overrideLogicalId("publish");
    const triggers = { note: `${note} null_resource.publish` };
    group.node.addDependency(new JobGate(group, "waited", { job: JOB, wait: { triggers } }));

    const [gateAddress] = dependencies()["null_resource.publish"] ?? [];
    expect(gateAddress).toMatch(/^ehpc_job_completion\./);
  });
});

test("what depends on a module that may use a provider that is configured from behind a gate waits for the module", () => {
  const address = new Resource(stack, "address", { dependsOn: [gate] });
  new Other(stack, "late", { provider: { late: [{ address: `\${${address.fqn}.id}` }] } });
  new Resource(stack, "publish").node.addDependency(newModule(stack, "report"));
  new Resource(stack, "other").node.addDependency(newModule(stack, "apart", { providers: [] }));

  expect(dependencies()).toMatchObject({ "null_resource.publish": ["module.report"] });
});

test("what uses a variable of a construct that depends on a gate waits for the gate", () => {
  const group = new Construct(stack, "group");
  const region = new TerraformVariable(group, "region", { default: "cn-hangzhou" });
  const local = new TerraformLocal(stack, "local", region.stringValue);
  group.node.addDependency(gate);
  new Resource(stack, "publish", { triggers: { region: region.stringValue } });
  new Resource(stack, "release", { triggers: { region: local.asString } });
  new Resource(stack, "other");

  expect(dependencies()).toEqual({ "null_resource.publish": [GATE], "null_resource.release": [GATE] });
});

test("a module that may use a provider that is configured by such a variable waits for the gate", () => {
  const group = new Construct(stack, "group");
  const region = new TerraformVariable(group, "region", { default: "cn-hangzhou" });
  group.node.addDependency(gate);
  new Other(stack, "regional", { provider: { late: [{ region: region.stringValue }] } });
  newModule(stack, "report");
  newModule(stack, "apart", { providers: [] });

  expect(dependencies()).toEqual({ "module.report": [GATE] });
});

test("a module that the gate itself comes after does not wait for it", () => {
  const group = new Construct(stack, "group");
  const region = new TerraformVariable(group, "region", { default: "cn-hangzhou" });
  new Other(stack, "regional", { provider: { late: [{ region: region.stringValue }] } });
  const submit = newModule(stack, "submit");
  const job = new JobLookup(stack, "submitted", { ...JOB, jobId: submit.getString("job_id") });
  group.node.addDependency(new JobGate(stack, "ended", { job }));
  newModule(stack, "report");

  expect(dependencies()).toEqual({ "module.report": ["null_resource.ended"] });
});

function newModule(scope: Construct, id: string, options: object = {}): TerraformHclModule {
  const local = { source: "./module", skipAssetCreationFromLocalModules: true };
  return new TerraformHclModule(scope, id, { ...local, ...options });
}

describe("an object that cannot wait is refused at synthesis with a hint to dependsOn", () => {
  const WAY_OUT = "dependsOn: [gate]";

  test.each<[string, () => Construct]>([
    ["a variable", () => new TerraformVariable(stack, "that", { type: "string" })],
    ["a local value", () => new TerraformLocal(stack, "that", "value")],
    ["an output", () => new TerraformOutput(stack, "that", { value: "published" })],
    ["a provider", () => new NullProvider(stack, "that", { alias: "that" })],
    ["an import without a resource", () => DataResource.generateConfigForImport(stack, "that", "id")],
    ["an ephemeral resource", () => new Other(stack, "that", { ephemeral: { ehpc_job_log: { that: {} } } })],
    ["an action", () => new Other(stack, "that", { action: { command: { run: {} } } })],
    ["a removal", () => new Other(stack, "that", { removed: [{ from: "null_resource.old" }] })],
    [
      "a resource that has moved away",
      () => {
        new Resource(stack, "target").addMoveTarget("target");
        const moved = new Resource(stack, "that");
        moved.moveTo("target");
        return moved;
      },
    ],
    [
      "a resource whose depends_on is overridden",
      () => {
        const resource = new Resource(stack, "that");
        resource.addOverride("depends_on", undefined);
        return resource;
      },
    ],
  ])("%s", (_, make) => {
    make().node.addDependency(gate);

    expect(synthesized).toThrow('"publish/that" depends on "publish/trained" (node.addDependency)');
    expect(synthesized).toThrow(WAY_OUT);
    expect(() => stack.toHclTerraform()).toThrow(WAY_OUT);
  });

  test("an import below a construct that depends on a gate", () => {
    const group = new Construct(stack, "group");
    DataResource.generateConfigForImport(group, "that", "id");
    group.node.addDependency(gate);

    expect(synthesized).toThrow('"publish/group/that", below "publish/group", depends on "publish/trained"');
  });

  test.each([
    ["a resource", "null_resource.strange", "resource.null_resource.strange"],
    ["the data of a check", "check.strange", "check.strange.data.ehpc_job.scoped"],
  ])("%s that an override of the stack makes, where the stack depends on a gate", (_, address, override) => {
    stack.addOverride(override, {});
    stack.node.addDependency(gate);

    expect(synthesized).toThrow(`"${address}" comes from an override of the stack "publish"`);
    expect(synthesized).toThrow(`depends_on with ${GATE}, or name the gate in dependsOn`);
    stack.addOverride(`${override}.depends_on`, [GATE]);
    expect(synthesized).not.toThrow();
  });

  test("a resource with the gate in dependsOn, which an override takes away", () => {
    const publish = new Resource(stack, "publish", { dependsOn: [gate] });
    synthesized();
    publish.addOverride("depends_on", null);

    expect(synthesized).toThrow(
      '"publish/publish" has a gate in dependsOn, null_resource.trained, which an override',
    );
  });

  test.each<[string, () => Construct]>([
    ["a module", () => newModule(stack, "that", { dependsOn: [gate] })],
    [
      "a resource with the address of an instance",
      () => new Resource(stack, "that", { dependsOn: [{ fqn: `${GATE}[0]` }] }),
    ],
    [
      "a resource that depends on another one with a gate",
      () => new Resource(stack, "that", { dependsOn: [new Resource(stack, "other", { dependsOn: [gate] })] }),
    ],
  ])("%s in dependsOn, which an override takes away", (_, make) => {
    const that = make() as TerraformElement;
    expect(synthesized).not.toThrow();
    that.addOverride("depends_on", null);

    expect(synthesized).toThrow(`"publish/that" has a gate in dependsOn, ${GATE}, which an override`);
  });

  test("an override of depends_on that leads to the same gate is none of that", () => {
    const other = new Resource(stack, "other", { dependsOn: [gate] });
    new Resource(stack, "publish", { dependsOn: [other] }).addOverride("depends_on", null);
    stack.addOverride("resource.null_resource.publish.depends_on", [GATE]);

    expect(dependencies()).toMatchObject({ "null_resource.publish": [GATE] });
  });

  test("a resource with the gate in dependsOn that is moved to one without", () => {
    const target = new Resource(stack, "target");
    target.addMoveTarget("target");
    new Resource(stack, "that", { dependsOn: [gate] }).moveTo("target");

    expect(synthesized).toThrow(
      `"publish/that" has a gate in dependsOn, ${GATE}, and is moved to null_resource.target (moveTo)`,
    );
    target.dependsOn = [GATE];
    expect(synthesized).not.toThrow();
  });

  test("a gate that is moved away", () => {
    const { completion } = new JobGate(stack, "waited", { job: JOB, wait: {} });
    completion.moveToId("ehpc_job_completion.later");

    expect(synthesized).toThrow('"publish/waited/Default" is part of a gate and is moved away (moveTo)');
  });

  test("an ephemeral resource, which Terraform opens in the plan, also where its own depends_on names a gate", () => {
    stack.addOverride("ephemeral.ehpc_job_log.strange.depends_on", ["null_resource.first"]);
    new Resource(stack, "first", { dependsOn: [gate] });
    const told = "but Terraform opens an ephemeral resource in the plan already, whatever it depends on";

    expect(synthesized).toThrow(`"ephemeral.ehpc_job_log.strange" depends on a gate (depends_on), ${told}`);
    stack.addOverride("ephemeral.ehpc_job_log.strange.depends_on", ["data.ehpc_job.train"]);
    expect(synthesized).not.toThrow();
    stack.node.addDependency(gate);
    expect(synthesized).toThrow(`(node.addDependency of "publish"), ${told}`);
  });

  test("an action below a construct that depends on a gate", () => {
    const group = new Construct(stack, "group");
    new Other(group, "that", { action: { command: { run: {} } } });
    group.node.addDependency(gate);

    expect(synthesized).toThrow('"publish/group/that", below "publish/group", depends on "publish/trained"');
  });

  test("what an override of the stack makes from a constant of a construct that depends on a gate", () => {
    const group = new Construct(stack, "group");
    const constant = new TerraformLocal(group, "path", "/home");
    group.node.addDependency(gate);
    stack.addOverride("resource.null_resource.strange.triggers.path", constant.asString);

    expect(synthesized).toThrow('"null_resource.strange" comes from an override of the stack "publish"');
  });

  test("all of them at once, each once", () => {
    const group = new Construct(stack, "group");
    DataResource.generateConfigForImport(group, "one", "id");
    DataResource.generateConfigForImport(group, "two", "id");
    group.node.addDependency(gate, train);

    const told = message(synthesized);
    expect(told.match(/"publish\/group\/one"/g)).toHaveLength(2);
    expect(told.match(/"publish\/group\/two"/g)).toHaveLength(2);
  });
});

describe("a gate in one stack and what depends on it in another", () => {
  test.each<[string, (other: TerraformStack) => void]>([
    ["a resource", (other) => new Resource(other, "report").node.addDependency(gate)],
    [
      "the stack itself",
      (other) => {
        new Resource(other, "report");
        other.node.addDependency(stack);
      },
    ],
    [
      "a construct that holds both stacks",
      (other) => {
        new Resource(other, "report");
        app.node.addDependency(gate);
      },
    ],
  ])("%s: synthesis of either stack says what to do", (_, tie) => {
    const other = newStack("reporting");
    tie(other);

    for (const either of [stack, other]) {
      expect(() => synthesized(either)).toThrow(
        'the stacks "reporting" and "publish" are applied each by itself',
      );
      expect(() => synthesized(either)).toThrow(
        'Make a JobGate of the same job in "reporting" and name it in dependsOn there',
      );
    }
  });

  test("by way of a construct beside the stacks that holds nothing", () => {
    const barrier = new Construct(app, "barrier");
    barrier.node.addDependency(gate);
    const other = newStack("reporting");
    new Resource(other, "report").node.addDependency(barrier);

    expect(() => synthesized(other)).toThrow(
      '"reporting/report" depends on "publish/trained" by way of "barrier" (node.addDependency)',
    );
  });

  test("by way of a resource that waits for it", () => {
    const upload = new Resource(stack, "upload");
    upload.node.addDependency(gate);
    const other = newStack("reporting");
    new Resource(other, "report").node.addDependency(upload);

    expect(() => synthesized(other)).toThrow('by way of "publish/upload"');
  });

  test("stacks that depend on each other by their nodes without any job are left to CDKTF", () => {
    const other = newStack("reporting");
    const upload = new Resource(stack, "upload");
    new Resource(other, "report").node.addDependency(upload);
    other.addDependency(stack);

    expect(dependencies(other)).toEqual({});
    expect(dependencies()).toEqual({});
  });

  test("dependsOn is refused too, in place of a configuration that Terraform refuses", () => {
    const other = newStack("reporting");
    new Resource(other, "report", { dependsOn: [gate] });

    expect(() => synthesized(other)).toThrow(
      'JobGate "publish/trained" is used in the stack "reporting". Stacks are applied each by itself',
    );
  });
});

function message(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return String(error);
  }
  throw new Error("it did not fail");
}
