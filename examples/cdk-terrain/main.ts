import { EhpcProvider, JobGate, JobLookup } from "cdktf-provider-ehpc/cdktn";
import { App, DataResource, TerraformOutput, TerraformStack } from "cdktn";

/** Publishes the model that a training job writes, once the job has succeeded. */
class Publish extends TerraformStack {
  constructor(app: App, id: string) {
    super(app, id);
    new EhpcProvider(this, "ehpc", { region: "cn-hangzhou" });

    const train = new JobLookup(this, "train", {
      clusterId: process.env.CLUSTER_ID ?? "ehpc-hz-FYUr32abcd",
      jobId: process.env.JOB_ID ?? "1.manager",
    });
    const trained = new JobGate(this, "trained", { job: train, requires: "succeeded" });

    new DataResource(this, "publish", { input: { model: train.outputLog }, dependsOn: [trained] });
    new TerraformOutput(this, "state", { value: train.state });
  }
}

const app = new App();
new Publish(app, "publish");
app.synth();
