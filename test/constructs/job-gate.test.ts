import { NullProvider } from "@cdktf/provider-null/lib/provider";
import { Resource } from "@cdktf/provider-null/lib/resource";
import { App, TerraformCount, TerraformIterator, TerraformStack, Testing } from "cdktf";
import { DataEhpcJob, EhpcProvider, JobGate, JobLookup } from "../../src";
import { gateCondition, gateMessage } from "../../src/constructs/gate-message";
import { temporaryFolder } from "./temporary-folder";

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

test("what a gate requires shows in its triggers, so that asking for another end replaces it", () => {
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

test("a stack with gates and no NullProvider is told how to add it", () => {
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
