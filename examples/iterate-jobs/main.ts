import { NullProvider } from "@cdktf/provider-null/lib/provider";
import { Resource } from "@cdktf/provider-null/lib/resource";
import { App, TerraformIterator, TerraformOutput, TerraformStack } from "cdktf";
import { DataEhpcJobs, EhpcProvider, JobGate, JobLookup } from "cdktf-provider-ehpc";

/** Keeps a record of each job that has ended, and publishes the model of the latest training. */
class Publish extends TerraformStack {
  constructor(app: App, id: string) {
    super(app, id);
    new EhpcProvider(this, "ehpc", { region: "cn-hangzhou" });
    new NullProvider(this, "null");
    const clusterId = process.env.CLUSTER_ID ?? "ehpc-hz-FYUr32abcd";

    // One record for each job, under the job's ID: a job more or less leaves the other records alone.
    const ended = new DataEhpcJobs(this, "ended", { clusterId, status: "finished" });
    const job = TerraformIterator.fromComplexList(ended.jobs, "job_id");
    new Resource(this, "record", {
      forEach: job,
      triggers: { name: job.getString("job_name"), state: job.getString("state") },
    });

    // The job of that name that was submitted last. A gate takes it as it takes any other lookup.
    const train = JobLookup.fromName(this, "train", { clusterId, jobName: process.env.JOB_NAME ?? "train" });
    const trained = new JobGate(this, "trained", { job: train });
    new Resource(this, "publish", { triggers: { model: train.outputLog }, dependsOn: [trained] });

    new TerraformOutput(this, "ended-jobs", { value: ended.ids });
    new TerraformOutput(this, "trained-by", { value: train.jobId });
  }
}

const app = new App();
new Publish(app, "publish");
app.synth();
