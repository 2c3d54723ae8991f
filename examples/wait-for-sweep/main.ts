import { App, DataResource, TerraformIterator, TerraformLocal, TerraformOutput, TerraformStack } from "cdktf";
import { EhpcProvider, JobGate } from "cdktf-provider-ehpc";

/**
 * Waits for a sweep, keeps a record of each run, and publishes the model of the best one. Each run trains until its
 * model is accurate enough, so the best is the first to end.
 */
class Publish extends TerraformStack {
  constructor(app: App, id: string) {
    super(app, id);
    new EhpcProvider(this, "ehpc", { region: "cn-hangzhou" });
    const clusterId = process.env.CLUSTER_ID ?? "ehpc-hz-FYUr32abcd";
    const jobIds = (process.env.JOB_IDS ?? "1.manager,2.manager,3.manager").split(",");

    // One gate for all runs: it opens when each has succeeded, and fails as soon as one has failed.
    const swept = new JobGate(this, "swept", { jobs: { clusterId, jobIds }, wait: { timeout: "6h" } });
    const runs = swept.jobsCompletion.jobs;

    // Terraform knows the IDs when it plans, and what the gate records after the wait.
    const run = TerraformIterator.fromList(jobIds);
    new DataResource(this, "record", { forEach: run, input: { model: runs.get(run.value).outputLog } });

    const byEnd = `sort([for id, run in ${runs.fqn} : "\${run.last_modify_time} \${id}"])`;
    const best = new TerraformLocal(this, "best-run", `\${split(" ", ${byEnd}[0])[1]}`).asString;
    new DataResource(this, "publish", { input: { job: best, model: runs.get(best).outputLog } });
    new TerraformOutput(this, "best", { value: best });
  }
}

const app = new App();
new Publish(app, "publish");
app.synth();
