import { App, DataResource, TerraformOutput, TerraformStack } from "cdktf";
import { EhpcProvider, Job, JobGate } from "cdktf-provider-ehpc";

/** Trains with 20 seeds at once, and publishes when 15 have succeeded. A destroy stops what still runs. */
class Publish extends TerraformStack {
  constructor(app: App, id: string) {
    super(app, id);
    new EhpcProvider(this, "ehpc", { region: "cn-hangzhou" });

    const runs = Array.from(
      { length: 20 },
      (_, seed) =>
        new Job(this, `run-${seed}`, {
          clusterId: process.env.CLUSTER_ID ?? "ehpc-hz-FYUr32abcd",
          jobName: `sweep-${seed}`,
          commandLine: "/home/trainer/train.sh",
          variables: { SEED: String(seed) },
        }),
    );
    // One object in the state, which reads the jobs by lists.
    const swept = new JobGate(this, "swept", { jobs: runs, require: 15, wait: { timeout: "12h" } });

    new DataResource(this, "publish", { input: { failed: swept.jobsCompletion.failedJobIds } });
    new TerraformOutput(this, "succeeded", { value: swept.jobsCompletion.counts.succeeded });
  }
}

const app = new App();
new Publish(app, "publish");
app.synth();
