import { App, DataResource, TerraformIterator, TerraformStack, Testing } from "cdktn";
import { EhpcProvider, JobGate, JobLookup } from "../../src";
import { gateCondition, gateMessage } from "../../src/constructs/gate/gate-message";
import { temporaryFolder } from "../constructs/temporary-folder";

const JOB = { clusterId: "ehpc-hz-FYUr32abcd", jobId: "1.manager" };

function aStack(): TerraformStack {
  const stack = new TerraformStack(new App({ outdir: temporaryFolder() }), "publish");
  new EhpcProvider(stack, "ehpc", { region: "cn-hangzhou" });
  return stack;
}

function configurationOf(stack: TerraformStack) {
  return JSON.parse(Testing.synth(stack, true));
}

test("a gate is one terraform_data under its own name, which needs no further provider", () => {
  const stack = aStack();
  new JobGate(stack, "trained", { job: new JobLookup(stack, "train", JOB) });

  const { resource, terraform } = configurationOf(stack);

  expect(resource).toEqual({
    terraform_data: {
      trained: {
        triggers_replace: {
          cluster_id: `\${data.ehpc_job.train.cluster_id}`,
          job_id: `\${data.ehpc_job.train.job_id}`,
          requires: "succeeded",
        },
        lifecycle: {
          precondition: [
            {
              condition: `\${${gateCondition("data.ehpc_job.train", "succeeded")}}`,
              error_message: `\${${gateMessage("data.ehpc_job.train", "succeeded")}}`,
            },
          ],
        },
      },
    },
  });
  expect(Object.keys(terraform.required_providers)).toEqual(["ehpc"]);
});

test("what depends on a gate names its address", () => {
  const stack = aStack();
  const gate = new JobGate(stack, "trained", { job: new JobLookup(stack, "train", JOB) });
  new DataResource(stack, "publish", { dependsOn: [gate] });
  new DataResource(stack, "notify").node.addDependency(gate);

  const { publish, notify } = configurationOf(stack).resource.terraform_data;

  expect(publish.depends_on).toEqual(["terraform_data.trained"]);
  expect(notify.depends_on).toEqual(["terraform_data.trained"]);
});

test("a lookup with forEach has a gate for each of its jobs", () => {
  const stack = aStack();
  const forEach = TerraformIterator.fromMap({ a: "1.manager", b: "2.manager" });
  const job = new JobLookup(stack, "train", { ...JOB, forEach, jobId: forEach.value });
  new JobGate(stack, "trained", { job });

  expect(configurationOf(stack).resource.terraform_data.trained).toMatchObject({
    for_each: { a: "1.manager", b: "2.manager" },
    triggers_replace: { job_id: `\${data.ehpc_job.train[each.key].job_id}` },
  });
});

test("a gate over several jobs counts what their lookups have read", () => {
  const stack = aStack();
  const jobs = ["1.manager", "2.manager"].map((jobId, index) => {
    return new JobLookup(stack, `run-${index}`, { ...JOB, jobId });
  });
  new JobGate(stack, "swept", { jobs, require: "any" });

  const { swept } = configurationOf(stack).resource.terraform_data;

  expect(swept.triggers_replace).toMatchObject({ requires: "succeeded", require: "any" });
  expect(swept.lifecycle.precondition.at(-1).condition).toContain(">= 1");
});

test("in HCL the precondition is a block, and the triggers are a map", () => {
  const stack = aStack();
  new JobGate(stack, "trained", { job: new JobLookup(stack, "train", JOB) });

  const { hcl } = stack.toHclTerraform();

  expect(hcl).toContain('resource "terraform_data" "trained" {');
  expect(hcl).toMatch(/triggers_replace = \{\s+"?cluster_id"? = "?\$?\{?data\.ehpc_job\.train\.cluster_id/);
  expect(hcl).toContain("lifecycle {\nprecondition {\ncondition = ");
});

test("a gate that waits is the same as with CDKTF", () => {
  const stack = aStack();
  new JobGate(stack, "trained", { job: JOB, wait: { timeout: "6h" } });

  expect(configurationOf(stack).resource.ehpc_job_completion.trained).toMatchObject({
    cluster_id: JOB.clusterId,
    job_id: JOB.jobId,
    timeout: "6h",
  });
});

test("a gate without wait takes no provider", () => {
  const stack = aStack();
  const job = new JobLookup(stack, "train", JOB);
  const provider = new EhpcProvider(stack, "second", { alias: "second" });

  expect(() => new JobGate(stack, "trained", { job, provider })).toThrow(
    'JobGate "publish/trained": provider goes with wait. A gate without wait is a terraform_data',
  );
});

test("a gate with wait takes an ehpc provider alone, and its message names no other", () => {
  const stack = aStack();
  const provider = Object.assign(Object.create(new EhpcProvider(stack, "other", { alias: "other" })), {
    terraformResourceType: "random",
  });

  expect(() => new JobGate(stack, "trained", { job: JOB, wait: {}, provider })).toThrow(
    /must be of the kind "ehpc", not "random"\. A gate with wait is made by the ehpc provider\.$/,
  );
});

test("a gate and somebody else's terraform_data of one name fail at synthesis", () => {
  const stack = aStack();
  new JobGate(stack, "trained", { job: new JobLookup(stack, "train", JOB) });
  new DataResource(stack, "train:ed");

  expect(() => Testing.synth(stack, true)).toThrow(
    /have one name in Terraform, terraform_data\.trained, and CDK Terrain keeps the last/,
  );
});

test.each([
  ["count", (gate: DataResource) => gate.addOverride("count", 0)],
  ["lifecycle", (gate: DataResource) => gate.addOverride("lifecycle.precondition", undefined)],
])("synthesis fails if %s of a gate was changed after it was made", (argument, change) => {
  const stack = aStack();
  const gate = new JobGate(stack, "trained", { job: new JobLookup(stack, "train", JOB) });
  change(gate.node.defaultChild as DataResource);

  expect(() => Testing.synth(stack, true)).toThrow(
    `"publish/trained/Default" is part of a gate, and ${argument} must stay as the gate has made it`,
  );
});
