import { App, TerraformStack } from "cdktn";
import { DataEhpcJob, EhpcProvider, Job, JobGate, JobLookup } from "../../src";
import { temporaryFolder } from "./temporary-folder";

const JOB = { clusterId: "ehpc-hz-FYUr32abcd", jobId: "1.manager" };

test.each([
  ["EhpcProvider", (stack: TerraformStack) => new EhpcProvider(stack, "it", {})],
  ["JobLookup", (stack: TerraformStack) => new JobLookup(stack, "it", JOB)],
  ["JobGate", (stack: TerraformStack) => new JobGate(stack, "it", { job: JOB, wait: {} })],
  ["DataEhpcJob", (stack: TerraformStack) => new DataEhpcJob(stack, "it", JOB)],
  [
    "Job",
    (stack: TerraformStack) =>
      new Job(stack, "it", { clusterId: JOB.clusterId, jobName: "train", commandLine: "/bin/train" }),
  ],
])("%s of CDKTF is refused in an app of CDK Terrain, with the import that is right", (name, make) => {
  const stack = new TerraformStack(new App({ outdir: temporaryFolder() }), "publish");

  expect(() => make(stack)).toThrow(
    `${name} "it" comes from "cdktf-provider-ehpc", which is for CDKTF, and its app is one of CDK Terrain: import ` +
      `${name} from "cdktf-provider-ehpc/cdktn".`,
  );
});

test("a construct of the user's own below a stack of CDK Terrain does not hide whose app it is", () => {
  class Publish extends TerraformStack {}
  const stack = new Publish(new App({ outdir: temporaryFolder() }), "publish");

  expect(() => new EhpcProvider(stack, "ehpc", {})).toThrow('from "cdktf-provider-ehpc/cdktn"');
});
