import { readFileSync } from "node:fs";
import path from "node:path";
import { NullProvider } from "@cdktf/provider-null/lib/provider";
import {
  App,
  DataResource,
  Fn,
  LocalBackend,
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
import { Construct } from "constructs";
import { DataEhpcJobs, EhpcProvider, JobGate, JobLookup } from "../../src";
import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import { temporaryFolder } from "../constructs/temporary-folder";
import { allClis } from "../support/cli";
import { CLUSTER, emulatorEnv } from "../support/configuration";
import { Workspace } from "../support/workspace";

const COMPLETED = "1.manager";
const FAILED = "2.manager";
/** A job that only a lookup behind the gate asks about. */
const BEHIND = "3.manager";

const MODULE = {
  "module/main.tf": `
    variable "path" { default = "" }
    resource "terraform_data" "made" {}
    resource "terraform_data" "from_path" { input = var.path }
  `,
};

/** What Terraform itself does not hold back, as docs/guides/gates.md says. */
const NOT_HELD = [
  // The lookup that some of the gates are made from.
  'data.ehpc_job.each["only"]',
  // An import takes over what is there already; only a change of it waits.
  "terraform_data.imported",
  // Of a module that is given a result only that waits which uses the result.
  "module.module-by-reference.terraform_data.made",
];

/** Every way that CDKTF has to say that something comes after a gate that waits. */
function buildDependents(stack: TerraformStack, jobId: string): void {
  const gate = new JobGate(stack, "trained", { job: { clusterId: CLUSTER, jobId }, wait: {} });
  const { completion } = gate;

  // By node.addDependency, which CDKTF drops.
  new DataResource(stack, "by-node").node.addDependency(gate);
  new DataResource(stack, "by-node-to-completion").node.addDependency(completion);
  const group = new Construct(stack, "group");
  group.node.addDependency(gate);
  new DataResource(new Construct(group, "inner"), "by-node-of-construct");
  newModule(group, "module");
  const behind = { clusterId: CLUSTER, jobId: BEHIND };
  new JobLookup(group, "lookup", behind);
  new TerraformOutput(group, "constant", { value: "made", staticId: true });
  new JobGate(group, "next", { job: behind, wait: {} });
  const holder = new Construct(stack, "holder");
  new JobGate(holder, "again", { job: { clusterId: CLUSTER, jobId }, wait: {} });
  new DataResource(stack, "by-node-to-holder").node.addDependency(holder);
  const barrier = new Construct(stack, "barrier");
  barrier.node.addDependency(gate);
  new DataResource(stack, "by-node-to-barrier").node.addDependency(barrier);
  const constant = new TerraformLocal(barrier, "constant", "/home");
  const region = new TerraformVariable(barrier, "region", { default: "cn-hangzhou" });
  new DataResource(stack, "by-variable", { input: { region: region.stringValue } });
  new DataResource(stack, "by-constant", { input: { path: constant.asString } });
  const first = new DataResource(stack, "first", { dependsOn: [gate] });
  first.overrideLogicalId("größe");
  const second = new DataResource(stack, "second", { input: { id: first.id } });
  second.overrideLogicalId("训练");
  new DataResource(stack, "by-node-to-other-letters").node.addDependency(second);
  const local = new TerraformLocal(stack, "log", completion.outputLog);
  new DataResource(stack, "by-node-to-local").node.addDependency(local);

  // By dependsOn and what is like it.
  new DataResource(stack, "by-depends-on", { dependsOn: [gate] });
  new DataResource(stack, "by-depends-on-completion", { dependsOn: [completion] });
  new DataResource(stack, "by-override").addOverride("depends_on", ["ehpc_job_completion.trained"]);
  new JobLookup(stack, "lookup-by-depends-on", { ...behind, dependsOn: [gate] });
  new DataResource(stack, "imported", { dependsOn: [gate] }).importFrom("b7a3ff85");

  // By what the gate has recorded.
  new DataResource(stack, "by-reference", { input: { log: completion.outputLog } });
  new DataResource(stack, "by-local", { input: { log: local.asString } });
  new DataResource(stack, "by-function", { input: { log: Fn.upper(completion.outputLog) } });
  newModule(stack, "module-by-reference", { variables: { path: completion.outputLog } });
  new TerraformOutput(stack, "output-by-reference", { value: completion.outputLog, staticId: true });
  const forEach = TerraformIterator.fromMap({ only: jobId });
  const each = new JobLookup(stack, "each", {
    clusterId: CLUSTER,
    jobId: forEach.value,
    allowMissing: true,
    forEach,
  });
  const gates = new JobGate(stack, "gates", { job: each, wait: {} });
  new DataResource(stack, "by-iterator", { forEach: TerraformIterator.fromResources(gates.completion) });
  new DataResource(stack, "by-iterator-node", { forEach }).node.addDependency(gates);
}

/** More ways, which CDKTF 0.21 writes as Terraform reads them in JSON alone. */
function buildMoreDependents(stack: TerraformStack): void {
  const gate = stack.node.findChild("trained") as JobGate;
  newModule(stack, "module-by-depends-on", { dependsOn: [gate] });
  const command = { type: "local-exec", command: "touch provisioned" } as const;
  new DataResource(stack, "provisioned", { provisioners: [command] }).node.addDependency(gate);
  const lifecycle = { replaceTriggeredBy: ["ehpc_job_completion.trained"] };
  new DataResource(stack, "by-trigger", { lifecycle });
}

/** A check, which CDKTF 0.21 has no class for, below a construct that depends on the gate. */
class Check extends TerraformElement {
  override toTerraform() {
    const behind = { cluster_id: CLUSTER, job_id: BEHIND };
    const assert = [
      { condition: `\${data.ehpc_job.checked.succeeded}`, error_message: "It has not succeeded." },
    ];
    return {
      check: { checked: { data: { ehpc_job: { checked: behind } }, assert } },
    };
  }
}

function newModule(scope: Construct, id: string, options: object = {}): void {
  new TerraformHclModule(scope, id, {
    source: "./module",
    skipAssetCreationFromLocalModules: true,
    ...options,
  });
}

function stackFor(jobId: string, more = (_: TerraformStack) => {}): TerraformStack {
  const stack = new TerraformStack(new App({ outdir: temporaryFolder() }), "publish");
  new EhpcProvider(stack, "ehpc", { region: "cn-hangzhou" });
  buildDependents(stack, jobId);
  more(stack);
  return stack;
}

describe.each(allClis().map((cli) => [cli.name, cli] as const))("with %s", (_, cli) => {
  let emulator: Emulator;
  const workspaces: Workspace[] = [];

  beforeEach(async () => {
    const jobs = {
      [COMPLETED]: ended("Completed", "train"),
      [FAILED]: ended("Failed"),
      [BEHIND]: ended("Completed"),
    };
    emulator = await startEmulator({ scenario: { clusters: { [CLUSTER]: { jobs } } } });
  });

  afterEach(async () => {
    await emulator.close();
    for (const workspace of workspaces.splice(0)) {
      workspace.remove();
    }
  });

  async function initialized(files: Record<string, string>): Promise<Workspace> {
    const workspace = new Workspace(files, emulatorEnv(emulator), cli);
    workspaces.push(workspace);
    await workspace.init();
    await workspace.attach();
    return workspace;
  }

  async function stateOf(workspace: Workspace): Promise<string[]> {
    const { stdout } = await workspace.run("state", "list");
    return stdout.split("\n").filter((line) => line !== "");
  }

  const asJson = (jobId: string) => ({
    ...MODULE,
    "cdk.tf.json": Testing.synth(stackFor(jobId, buildMoreDependents), true),
  });
  const asHcl = (jobId: string) => ({ ...MODULE, "cdk.tf": stackFor(jobId).toHclTerraform().hcl });

  test.each([
    ["JSON", asJson],
    ["HCL", asHcl],
  ])("in %s nothing that comes after a gate is made or read while it is shut", async (_, filesFor) => {
    const workspace = await initialized(filesFor(FAILED));

    const { text } = await workspace.fail("apply", "-no-color", "-auto-approve");

    expect(text).toContain(`Job "${FAILED}" of cluster "${CLUSTER}"`);
    expect(await stateOf(workspace)).toEqual(NOT_HELD);
    expect(emulator.calls.filter(({ jobId }) => jobId === BEHIND)).toEqual([]);
    const { stdout: outputs } = await workspace.succeed("output", "-json");
    // Terraform records an output whose value is known, whatever its depends_on says.
    expect(Object.keys(JSON.parse(outputs))).toEqual(["constant"]);
    expect(() => workspace.read("provisioned")).toThrow("ENOENT");
  });

  test("all of it is made when the gate opens, and nothing changes later", async () => {
    const workspace = await initialized(asJson(COMPLETED));

    await workspace.succeed("apply", "-no-color", "-auto-approve");

    const made = await stateOf(workspace);
    expect(made.filter((address) => address.startsWith("terraform_data."))).toHaveLength(22);
    expect(made.filter((address) => address.startsWith("module."))).toHaveLength(3 * 2);
    expect(workspace.read("provisioned")).toBe("");
    await workspace.succeed("plan", "-no-color", "-detailed-exitcode");
  });

  test("the data of a check below a construct that depends on a gate is read when the gate opens", async () => {
    const files = (jobId: string) => {
      const stack = new TerraformStack(new App({ outdir: temporaryFolder() }), "publish");
      new EhpcProvider(stack, "ehpc", { region: "cn-hangzhou" });
      const gate = new JobGate(stack, "trained", { job: { clusterId: CLUSTER, jobId }, wait: {} });
      const group = new Construct(stack, "group");
      new Check(group, "check");
      group.node.addDependency(gate);
      return { "cdk.tf.json": Testing.synth(stack, true) };
    };
    const readBehind = () => emulator.calls.some(({ jobId }) => jobId === BEHIND);
    const workspace = await initialized(files(FAILED));

    await workspace.fail("apply", "-no-color", "-auto-approve");
    expect(readBehind()).toBe(false);

    workspace.write("cdk.tf.json", files(COMPLETED)["cdk.tf.json"]);
    await workspace.succeed("apply", "-no-color", "-auto-approve");
    expect(readBehind()).toBe(true);
    // Terraform reads the data of a check in each apply, and each plan says so.
    expect((await workspace.succeed("plan", "-no-color")).stdout).toContain(
      "Plan: 0 to add, 0 to change, 0 to destroy.",
    );
  });

  test("a provider that comes after a gate holds back what is made by it, but not what the plan can read; nor does a known argument wait", async () => {
    const stack = new TerraformStack(new App({ outdir: temporaryFolder() }), "publish");
    new EhpcProvider(stack, "ehpc", { region: "cn-hangzhou" });
    const gate = new JobGate(stack, "trained", { job: { clusterId: CLUSTER, jobId: FAILED }, wait: {} });
    const input = { region: "cn-hangzhou" };
    const settings = new DataResource(stack, "settings", { input, dependsOn: [gate] });
    const region = settings.getStringAttribute("input.region");
    const provider = new EhpcProvider(stack, "late", { alias: "late", region });
    const completed = { clusterId: CLUSTER, jobId: COMPLETED };
    const read = new JobLookup(stack, "read", { ...completed, provider });
    new DataResource(stack, "by-provider").node.addDependency(read);
    new JobGate(stack, "next", { job: completed, wait: {}, provider });
    new JobLookup(stack, "held", { clusterId: CLUSTER, jobId: BEHIND, provider, dependsOn: [gate] });
    new TerraformOutput(stack, "argument", { value: gate.completion.jobId, staticId: true });
    const workspace = await initialized({ "cdk.tf.json": Testing.synth(stack, true) });

    await workspace.fail("apply", "-no-color", "-auto-approve");

    expect(await stateOf(workspace)).toEqual(["data.ehpc_job.read"]);
    expect(emulator.calls.filter(({ jobId }) => jobId === BEHIND)).toEqual([]);
    const { stdout: outputs } = await workspace.succeed("output", "-json");
    expect(Object.keys(JSON.parse(outputs))).toEqual(["argument"]);
  });

  test.each<[string, (stack: TerraformStack, gate: JobGate) => void]>([
    [
      "an output's dependsOn",
      (stack, gate) => new TerraformOutput(stack, "x", { value: "x", dependsOn: [gate] }),
    ],
    [
      "replaceTriggeredBy",
      (stack, gate) => new DataResource(stack, "x", { lifecycle: { replaceTriggeredBy: [gate] } }),
    ],
    [
      "an override with the gate's address",
      (stack, gate) => new DataResource(stack, "x").addOverride("depends_on", [gate.fqn]),
    ],
  ])("what CDKTF writes wrongly is refused and not passed over: %s", async (_, build) => {
    const stack = stackFor(COMPLETED, (stack) => build(stack, stack.node.findChild("trained") as JobGate));
    const workspace = new Workspace(
      { ...MODULE, "cdk.tf.json": Testing.synth(stack, true) },
      emulatorEnv(emulator),
      cli,
    );
    workspaces.push(workspace);

    expect((await workspace.fail("init", "-no-color", "-input=false")).text).toContain(
      "Error: Invalid expression",
    );
  });

  test("what is replaced is destroyed before a gate that shuts again, unless it is created before", async () => {
    const files = (jobId: string) => {
      const stack = new TerraformStack(new App({ outdir: temporaryFolder() }), "publish");
      new EhpcProvider(stack, "ehpc", { region: "cn-hangzhou" });
      const gate = new JobGate(stack, "trained", { job: { clusterId: CLUSTER, jobId }, wait: {} });
      const triggersReplace = { jobId };
      const lifecycle = { createBeforeDestroy: true };
      new DataResource(stack, "replaced", { triggersReplace, dependsOn: [gate] });
      new DataResource(stack, "kept", { triggersReplace, dependsOn: [gate], lifecycle });
      new DataResource(stack, "removed", { dependsOn: [gate], count: jobId === COMPLETED ? 1 : 0 });
      return { "cdk.tf.json": Testing.synth(stack, true) };
    };
    const workspace = await initialized(files(COMPLETED));
    await workspace.succeed("apply", "-no-color", "-auto-approve");
    workspace.write("cdk.tf.json", files(FAILED)["cdk.tf.json"]);

    await workspace.fail("apply", "-no-color", "-auto-approve");

    // Terraform creates the gate before it destroys the old one, too, as "kept" depends on it.
    expect(await stateOf(workspace)).toEqual(["ehpc_job_completion.trained", "terraform_data.kept"]);
  });

  test.each([
    ["JSON", (stack: TerraformStack) => ({ "cdk.tf.json": Testing.synth(stack, true) })],
    ["HCL", (stack: TerraformStack) => ({ "cdk.tf": stack.toHclTerraform().hcl })],
  ])(
    "in %s a gate whose lookup repeats for no job stays shut, and opens with its first job",
    async (_, rendered) => {
      const repeated = (jobName: string) => {
        const stack = new TerraformStack(new App({ outdir: temporaryFolder() }), "publish");
        new EhpcProvider(stack, "ehpc", { region: "cn-hangzhou" });
        new NullProvider(stack, "null");
        const { ids } = new DataEhpcJobs(stack, "jobs", { clusterId: CLUSTER, jobName });
        const each = TerraformIterator.fromList(ids);
        const count = TerraformCount.of(Fn.lengthOf(ids));
        const lookups = {
          each: new JobLookup(stack, "each", { clusterId: CLUSTER, jobId: each.value, forEach: each }),
          count: new JobLookup(stack, "count", {
            clusterId: CLUSTER,
            jobId: Fn.element(ids, count.index),
            count,
          }),
        };
        for (const [id, job] of Object.entries(lookups)) {
          new DataResource(stack, `${id}-now`, { dependsOn: [new JobGate(stack, `${id}-gate`, { job })] });
          const late = new JobGate(stack, `${id}-late-gate`, { job, wait: {} });
          new DataResource(stack, `${id}-late`).node.addDependency(late);
        }
        return rendered(stack);
      };
      const workspace = await initialized(repeated("no-job"));

      const { text } = await workspace.fail("apply", "-no-color", "-auto-approve");
      expect(text.match(/The gate has no job: data.ehpc_job.each looks up none/g)).toHaveLength(2);
      expect(text.match(/The gate has no job: data.ehpc_job.count looks up none/g)).toHaveLength(2);
      expect(await stateOf(workspace)).toEqual([]);

      for (const [name, content] of Object.entries(repeated("train"))) {
        workspace.write(name, content);
      }
      await workspace.succeed("apply", "-no-color", "-auto-approve");
      expect(await stateOf(workspace)).toEqual(
        expect.arrayContaining(
          ["now", "late"].flatMap((when) => [`terraform_data.each-${when}`, `terraform_data.count-${when}`]),
        ),
      );

      for (const [name, content] of Object.entries(repeated("no-job"))) {
        workspace.write(name, content);
      }
      await workspace.fail("plan", "-no-color");
      await workspace.succeed("destroy", "-no-color", "-auto-approve");
    },
  );

  test("a stack that uses what the gate of another stack recorded is not planned while that gate is shut", async () => {
    const outdir = temporaryFolder();
    const app = new App({ outdir });
    const training = new TerraformStack(app, "training");
    new EhpcProvider(training, "ehpc", { region: "cn-hangzhou" });
    new LocalBackend(training, { path: path.join(outdir, "training.tfstate") });
    const { completion } = new JobGate(training, "trained", {
      job: { clusterId: CLUSTER, jobId: FAILED },
      wait: {},
    });
    const publishing = new TerraformStack(app, "publishing");
    new LocalBackend(publishing, { path: path.join(outdir, "publishing.tfstate") });
    new DataResource(publishing, "publish", { input: { log: completion.outputLog } });
    app.synth();
    const [first, second] = await Promise.all(
      ["training", "publishing"].map((id) =>
        initialized({ "cdk.tf.json": readFileSync(path.join(outdir, "stacks", id, "cdk.tf.json"), "utf8") }),
      ),
    );

    expect((await first?.fail("apply", "-no-color", "-auto-approve"))?.text).toContain(`Job "${FAILED}"`);
    expect((await second?.fail("apply", "-no-color", "-auto-approve"))?.text).toContain(
      "cross-stack-output-ehpc_job_completiontrainedoutput_log",
    );
  });
});

function ended(State: string, JobName = "") {
  return { info: { State, JobName, OutputLog: "/home/train.o1" } };
}
