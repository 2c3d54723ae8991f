import { App, DataResource, TerraformOutput, TerraformStack } from "cdktf";
import { EhpcProvider, Job, JobGate } from "cdktf-provider-ehpc";

/** Trains a model and publishes it, in one stack. A destroy stops a training that still runs. */
class Publish extends TerraformStack {
  constructor(app: App, id: string) {
    super(app, id);
    new EhpcProvider(this, "ehpc", { region: "cn-hangzhou" });

    const train = new Job(this, "train", {
      clusterId: process.env.CLUSTER_ID ?? "ehpc-hz-FYUr32abcd",
      jobName: "train",
      commandLine: "/home/trainer/train.sh",
      outputLog: "/home/trainer/train.out",
      wallTime: "6h",
      resources: { nodes: 1, cores: 2, memory: "1gb" },
      // Another value submits the job again.
      triggers: { data: "2024-08-20" },
    });
    const trained = new JobGate(this, "trained", { job: train, wait: { timeout: "8h" } });

    new DataResource(this, "publish", { input: { model: trained.completion.outputLog } });
    new TerraformOutput(this, "state", { value: trained.completion.state });
  }
}

const app = new App();
new Publish(app, "publish");
app.synth();
