import { App, DataResource, TerraformOutput, TerraformStack } from "cdktf";
import { EhpcProvider, JobGate } from "cdktf-provider-ehpc";

/** Publishes the model that a training job writes. The apply waits until the job has succeeded. */
class Publish extends TerraformStack {
  constructor(app: App, id: string) {
    super(app, id);
    new EhpcProvider(this, "ehpc", { region: "cn-hangzhou" });

    const trained = new JobGate(this, "trained", {
      job: {
        clusterId: process.env.CLUSTER_ID ?? "ehpc-hz-FYUr32abcd",
        jobId: process.env.JOB_ID ?? "1.manager",
      },
      wait: { timeout: "6h" },
    });

    // What the gate recorded stays, and this with it, when the scheduler has forgotten the job.
    new DataResource(this, "publish", { input: { model: trained.completion.outputLog } });
    // Where no result is used, `dependsOn` makes a resource wait.
    new DataResource(this, "notify", { dependsOn: [trained] });
    new TerraformOutput(this, "state", { value: trained.completion.state });
  }
}

const app = new App();
new Publish(app, "publish");
app.synth();
