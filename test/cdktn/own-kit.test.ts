import * as cdktf from "cdktf";
import * as cdktn from "cdktn";
import { DataEhpcJob, EhpcProvider, Job, JobGate, JobLookup } from "../../src";
import { temporaryFolder } from "../constructs/temporary-folder";

const JOB = { clusterId: "ehpc-hz-FYUr32abcd", jobId: "1.manager" };
const OTHER = "which is for CDK Terrain, and its app is one of CDKTF";

test.each([
  ["EhpcProvider", (stack: cdktf.TerraformStack) => new EhpcProvider(stack, "it", {})],
  ["JobLookup", (stack: cdktf.TerraformStack) => new JobLookup(stack, "it", JOB)],
  ["JobGate", (stack: cdktf.TerraformStack) => new JobGate(stack, "it", { job: JOB, wait: {} })],
  ["DataEhpcJob", (stack: cdktf.TerraformStack) => new DataEhpcJob(stack, "it", JOB)],
  [
    "Job",
    (stack: cdktf.TerraformStack) =>
      new Job(stack, "it", { clusterId: JOB.clusterId, jobName: "train", commandLine: "/bin/train" }),
  ],
])("%s of CDK Terrain is refused in an app of CDKTF, with the import that is right", (name, make) => {
  const stack = new cdktf.TerraformStack(new cdktf.App({ outdir: temporaryFolder() }), "publish");

  expect(() => make(stack)).toThrow(
    `${name} "it" comes from "cdktf-provider-ehpc/cdktn", ${OTHER}: import ${name} from "cdktf-provider-ehpc".`,
  );
});

test("a class of the user's own, below it a construct of its own, is one of its app", () => {
  class Publish extends cdktn.TerraformStack {}
  const stack = new Publish(new cdktn.App({ outdir: temporaryFolder() }), "publish");

  expect(() => new EhpcProvider(stack, "ehpc", {})).not.toThrow();
});
