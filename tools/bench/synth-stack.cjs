// A program of CDKTF: a stack with so many lookups, or null resources, synthesized. `node synth-stack.cjs WHAT COUNT OUT`
const { NullProvider } = require("@cdktf/provider-null/lib/provider");
const { Resource } = require("@cdktf/provider-null/lib/resource");
const { App, TerraformStack } = require("cdktf");
const { EhpcProvider, JobLookup } = require("../../dist/index.js");

const [what, count, outdir] = process.argv.slice(2);
const app = new App({ outdir });
const stack = new TerraformStack(app, "stack");
if (what === "lookups") {
  new EhpcProvider(stack, "ehpc", { region: "cn-hangzhou" });
} else {
  new NullProvider(stack, "null");
}
for (let index = 0; index < Number(count); index += 1) {
  if (what === "lookups") {
    new JobLookup(stack, `job_${index}`, { clusterId: "ehpc-hz-FYUr32abcd", jobId: `${index}.manager` });
  } else {
    new Resource(stack, `resource_${index}`, { triggers: { job: `${index}.manager` } });
  }
}
app.synth();
