import { App, TerraformCount, TerraformIterator, TerraformStack } from "cdktf";
import { JobLookup } from "../../src";
import { instanceAddress } from "../../src/constructs/instance-address";
import { temporaryFolder } from "./temporary-folder";

const JOB = { clusterId: "ehpc-hz-FYUr32abcd", jobId: "1.manager" };

test("the address of a data source's instance follows how the data source repeats", () => {
  const stack = new TerraformStack(new App({ outdir: temporaryFolder() }), "publish");
  const forEach = TerraformIterator.fromList(["a", "b"]);

  const addresses = [
    new JobLookup(stack, "one", JOB),
    new JobLookup(stack, "named", { ...JOB, forEach }),
    new JobLookup(stack, "numbered", { ...JOB, count: TerraformCount.of(2) }),
  ].map(instanceAddress);

  expect(addresses).toEqual([
    "data.ehpc_job.one",
    "data.ehpc_job.named[each.key]",
    "data.ehpc_job.numbered[count.index]",
  ]);
});

test("a name that is overridden later is in the address", () => {
  const stack = new TerraformStack(new App({ outdir: temporaryFolder() }), "publish");
  const lookup = new JobLookup(stack, "train", JOB);

  lookup.overrideLogicalId("trained");

  expect(instanceAddress(lookup)).toBe("data.ehpc_job.trained");
});
