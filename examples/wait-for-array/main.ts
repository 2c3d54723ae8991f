import { App, DataResource, TerraformOutput, TerraformStack } from "cdktf";
import { EhpcProvider, JobGate } from "cdktf-provider-ehpc";

/** Publishes the results of an array of 200 tasks as soon as 95 % of them have succeeded. */
class Publish extends TerraformStack {
  constructor(app: App, id: string) {
    super(app, id);
    new EhpcProvider(this, "ehpc", { region: "cn-hangzhou" });

    // Each task counts, also before it begins: the array's request says how many there are.
    const simulated = new JobGate(this, "simulated", {
      jobs: {
        clusterId: process.env.CLUSTER_ID ?? "ehpc-hz-FYUr32abcd",
        arrayJobId: process.env.ARRAY_JOB_ID ?? "36",
      },
      require: "95%",
      wait: { timeout: "12h" },
    });

    const { counts, failedJobIds } = simulated.jobsCompletion;
    new DataResource(this, "publish", { input: { succeeded: counts.succeeded } });
    new TerraformOutput(this, "failed", { value: failedJobIds });
  }
}

const app = new App();
new Publish(app, "publish");
app.synth();
