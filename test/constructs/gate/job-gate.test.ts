import { NullProvider } from "@cdktf/provider-null/lib/provider";
import { Resource } from "@cdktf/provider-null/lib/resource";
import { App, Fn, TerraformCount, TerraformIterator, TerraformStack, Testing } from "cdktf";
import {
  DataEhpcJob,
  DataEhpcJobs,
  EhpcProvider,
  type JobCompletion,
  JobGate,
  JobLookup,
  type JobLookupProps,
} from "../../../src";
import { gateCondition, gateMessage } from "../../../src/constructs/gate/gate-message";
import { temporaryFolder } from "../temporary-folder";

const JOB = { clusterId: "ehpc-hz-FYUr32abcd", jobId: "1.manager" };

function stackWithProviders(app = new App({ outdir: temporaryFolder() })): TerraformStack {
  const stack = new TerraformStack(app, "publish");
  new EhpcProvider(stack, "ehpc", { region: "cn-hangzhou" });
  new NullProvider(stack, "null");
  return stack;
}

function resources(stack: TerraformStack) {
  return JSON.parse(Testing.synth(stack, true)).resource.null_resource;
}

test("a gate is one null resource under its own name, with stable triggers and a precondition", () => {
  const stack = stackWithProviders();
  const train = new JobLookup(stack, "train", JOB);
  new JobGate(stack, "trained", { job: train });

  const { trained } = resources(stack);

  expect(trained.triggers).toEqual({
    cluster_id: `\${data.ehpc_job.train.cluster_id}`,
    job_id: `\${data.ehpc_job.train.job_id}`,
    requires: "succeeded",
  });
  expect(trained.lifecycle).toEqual({
    precondition: [
      {
        condition: `\${${gateCondition("data.ehpc_job.train", "succeeded")}}`,
        error_message: `\${${gateMessage("data.ehpc_job.train", "succeeded")}}`,
      },
    ],
  });
});

test("the triggers hold what a gate requires: another requirement replaces it", () => {
  const stack = stackWithProviders();
  new JobGate(stack, "ended", { job: new JobLookup(stack, "train", JOB), requires: "finished" });

  const { ended } = resources(stack);

  expect(ended.triggers.requires).toBe("finished");
  expect(ended.lifecycle.precondition[0].condition).toBe(
    `\${data.ehpc_job.train.finished == true && data.ehpc_job.train.may_restart == false}`,
  );
});

test("a gate takes a plain data source, and stands wherever CDKTF takes a dependable", () => {
  const stack = stackWithProviders();
  const gate = new JobGate(stack, "trained", { job: new DataEhpcJob(stack, "train", JOB) });
  new Resource(stack, "publish", { dependsOn: [gate] });
  new JobLookup(stack, "evaluate", { ...JOB, dependsOn: [gate] });

  expect(resources(stack).publish.depends_on).toEqual(["null_resource.trained"]);
  expect(JSON.parse(Testing.synth(stack)).data.ehpc_job.evaluate.depends_on).toEqual([
    "null_resource.trained",
  ]);
});

test("a job renamed after the gate was made is watched under its new name", () => {
  const stack = stackWithProviders();
  const train = new JobLookup(stack, "train", JOB);
  new JobGate(stack, "trained", { job: train });
  train.overrideLogicalId("renamed");

  expect(resources(stack).trained.triggers.job_id).toBe(`\${data.ehpc_job.renamed.job_id}`);
});

test("a lookup with count or forEach has a gate for each of its jobs", () => {
  const stack = stackWithProviders();
  const count = TerraformCount.of(3);
  const numbered = new JobLookup(stack, "numbered", { ...JOB, count, jobId: `\${count.index}.manager` });
  const forEach = TerraformIterator.fromMap({ a: "1.manager", b: "2.manager" });
  const named = new JobLookup(stack, "named", { ...JOB, forEach, jobId: forEach.value });
  new JobGate(stack, "numbers", { job: numbered });
  new JobGate(stack, "names", { job: named });

  const { numbers, names } = resources(stack);

  expect(numbers).toMatchObject({
    count: 3,
    triggers: { job_id: `\${data.ehpc_job.numbered[count.index].job_id}` },
  });
  expect(names).toMatchObject({
    for_each: { a: "1.manager", b: "2.manager" },
    triggers: { job_id: `\${data.ehpc_job.named[each.key].job_id}` },
  });
});

test("a gate uses the null provider it is given", () => {
  const stack = stackWithProviders();
  const provider = new NullProvider(stack, "second", { alias: "second" });
  new JobGate(stack, "trained", { job: new JobLookup(stack, "train", JOB), provider });

  expect(resources(stack).trained.provider).toBe("null.second");
});

test("synthesis of gates without a NullProvider says how to add it", () => {
  const stack = new TerraformStack(new App({ outdir: temporaryFolder() }), "publish");
  new EhpcProvider(stack, "ehpc", { region: "cn-hangzhou" });
  new JobGate(stack, "trained", { job: new JobLookup(stack, "train", JOB) });

  expect(() => resources(stack)).toThrow('Add it: new NullProvider(this, "null")');
});

test("a job of another stack is refused, with both named", () => {
  const app = new App({ outdir: temporaryFolder() });
  const stack = stackWithProviders(app);
  const other = new TerraformStack(app, "training");
  const job = new JobLookup(other, "train", JOB);

  expect(() => new JobGate(stack, "trained", { job })).toThrow(
    'JobGate "publish/trained" and its job "training/train" are in different stacks.',
  );
});

test("in HCL the precondition is a block, as Terraform wants it", () => {
  const stack = stackWithProviders();
  new JobGate(stack, "trained", { job: new JobLookup(stack, "train", JOB) });

  const { hcl } = stack.toHclTerraform();

  const condition = gateCondition("data.ehpc_job.train", "succeeded");
  expect(hcl).toContain(`lifecycle {\nprecondition {\ncondition = "\${${condition}}"\n`);
  expect(hcl).toContain(`error_message = "\${${gateMessage("data.ehpc_job.train", "succeeded")}}"\n}\n}`);
});

describe("a gate whose lookup repeats comes after a test that there is a job", () => {
  const results = (stack: TerraformStack) => new DataEhpcJobs(stack, "all", { clusterId: JOB.clusterId }).ids;

  test.each<[string, (stack: TerraformStack) => Partial<JobLookupProps>, string]>([
    ["no job by number", () => ({ count: 0 }), "0"],
    [
      "a number from Terraform",
      (stack) => ({ count: TerraformCount.of(Fn.lengthOf(results(stack))) }),
      "length(data.ehpc_jobs.all.ids)",
    ],
    ["an empty list", () => ({ forEach: TerraformIterator.fromList([]) }), "length(toset([]))"],
    ["an empty map", () => ({ forEach: TerraformIterator.fromMap({}) }), "length({})"],
    [
      "results",
      (stack) => ({ forEach: TerraformIterator.fromList(results(stack)) }),
      "length(toset(data.ehpc_jobs.all.ids))",
    ],
  ])("%s", (_, repetition, jobs) => {
    for (const wait of [undefined, {}]) {
      const stack = stackWithProviders();
      const job = new JobLookup(stack, "train", JOB);
      new JobGate(stack, "trained", { job, wait });
      // A lookup may be given its jobs after the gate was made.
      Object.assign(job, repetition(stack));

      const { null_resource, ehpc_job_completion, terraform_data } = JSON.parse(
        Testing.synth(stack, true),
      ).resource;
      const [name = ""] = Object.keys(terraform_data);
      expect(terraform_data[name].lifecycle.precondition[0].condition).toBe(
        `\${((${jobs} >= 1) && (length(terraform.workspace) >= 1))}`,
      );
      expect((null_resource ?? ehpc_job_completion).trained.depends_on).toEqual([`terraform_data.${name}`]);
    }
  });

  test("that is left out where jobs are written down, or where it does not repeat", () => {
    const stack = stackWithProviders();
    const forEach = TerraformIterator.fromMap({ a: "1.manager" });
    const repetitions = [{}, { count: 2 }, { count: TerraformCount.of(1) }, { forEach }];
    for (const [index, repetition] of repetitions.entries()) {
      const job = new JobLookup(stack, `train-${index}`, { ...JOB, ...repetition });
      new JobGate(stack, `trained-${index}`, { job });
      new JobGate(stack, `waited-${index}`, { job, wait: {} });
    }

    expect(JSON.parse(Testing.synth(stack, true)).resource.terraform_data).toBeUndefined();
    expect(stack.toHclTerraform().hcl).not.toContain("terraform_data");
  });
});

test("a lifecycle that the gate's resource is given later does not take its condition away", () => {
  const stack = stackWithProviders();
  const gate = new JobGate(stack, "trained", { job: new JobLookup(stack, "train", JOB) });
  (gate.node.defaultChild as Resource).lifecycle = { preventDestroy: true };

  const { lifecycle } = resources(stack).trained;

  expect(lifecycle).toMatchObject({
    prevent_destroy: true,
    precondition: [{ condition: expect.any(String) }],
  });
  expect(stack.toHclTerraform().hcl).toContain(gateCondition("data.ehpc_job.train", "succeeded"));
});

describe("synthesis fails if a gate was changed after it was made", () => {
  const COMPLETION = "ehpc_job_completion.waited";

  test.each<[string, string, (stack: TerraformStack, gate: Resource, completion: JobCompletion) => void]>([
    ["count", "trained", (_, gate) => gate.addOverride("count", 0)],
    ["lifecycle", "trained", (_, gate) => gate.addOverride("lifecycle.precondition", undefined)],
    ["for_each", "waited", (_, __, completion) => completion.addOverride("for_each", {})],
    ["count", "waited", (_, __, completion) => Object.assign(completion, { count: 0 })],
    [
      "ignore_changes",
      "waited",
      (_, __, completion) => Object.assign(completion, { lifecycle: { ignoreChanges: "all" } }),
    ],
    ["count", "waited", (stack) => stack.addOverride(`resource.${COMPLETION}.count`, 0)],
    ["depends_on", "many", (stack) => stack.addOverride("resource.null_resource.many.depends_on", null)],
  ])("%s of %s", (argument, id, change) => {
    const stack = stackWithProviders();
    const job = new JobLookup(stack, "train", JOB);
    const gate = new JobGate(stack, "trained", { job });
    const waited = new JobGate(stack, "waited", { job: JOB, wait: {} });
    const many = new JobLookup(stack, "jobs", { ...JOB, count: 0 });
    new JobGate(stack, "many", { job: many });
    change(stack, gate.node.defaultChild as Resource, waited.completion);

    const told = `"publish/${id}/Default" is part of a gate, and ${argument} must stay as the gate has made it`;
    expect(() => Testing.synth(stack, true)).toThrow(told);
    // In HCL CDKTF takes no overrides of a stack but of the block terraform.
    expect(() => stack.toHclTerraform()).toThrow(told);
  });
});
