import { NullProvider } from "@cdktf/provider-null/lib/provider";
import { Resource } from "@cdktf/provider-null/lib/resource";
import { App, TerraformStack, Testing } from "cdktf";
import { JobGate } from "../../../src/constructs/gate/job-gate";
import { JobLookup } from "../../../src/constructs/lookup/job-lookup";
import { EhpcProvider } from "../../../src/constructs/provider/ehpc-provider";
import { temporaryFolder } from "../temporary-folder";

const clusterId = "ehpc-hz-FYUr32abcd";

function aStack(): TerraformStack {
  const stack = new TerraformStack(new App({ outdir: temporaryFolder() }), "publish");
  new EhpcProvider(stack, "ehpc");
  new NullProvider(stack, "null");
  return stack;
}

test.each([
  ["作业一", "作业二"],
  ["train.a", "traina"],
])("two gates named %s and %s, which CDKTF would merge into one, fail at synthesis", (one, other) => {
  const stack = aStack();
  for (const [index, id] of [one, other].entries()) {
    new JobGate(stack, id, { job: { clusterId, jobId: String(index) }, wait: {} });
  }
  expect(() => Testing.synth(stack, true)).toThrow(
    new RegExp(`"publish/${one}" and "publish/${other}" have one name in Terraform, ehpc_job_completion\\.`),
  );
});

test("a gate and somebody else's null_resource of one name fail at synthesis", () => {
  const stack = aStack();
  const job = new JobLookup(stack, "train", { clusterId, jobId: "1" });
  new JobGate(stack, "trained", { job });
  new Resource(stack, "train:ed");
  expect(() => Testing.synth(stack, true)).toThrow(/have one name in Terraform, null_resource\.trained/);
});

test("a lookup and a gate of one ID, resources of others, and lookups in other constructs are left alone", () => {
  const stack = aStack();
  new Resource(stack, "a.b");
  new Resource(stack, "ab");
  const job = new JobLookup(stack, "train", { clusterId, jobId: "1" });
  new JobGate(stack, "gate", { job, wait: {} });
  expect(() => Testing.synth(stack, true)).not.toThrow();
});
