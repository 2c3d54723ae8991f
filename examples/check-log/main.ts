import { NullProvider } from "@cdktf/provider-null/lib/provider";
import { Resource } from "@cdktf/provider-null/lib/resource";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { DataEhpcJobLog, EhpcProvider } from "cdktf-provider-ehpc";

/** Publishes a model only if the log of its training says that the model was saved. */
class Publish extends TerraformStack {
  constructor(app: App, id: string) {
    super(app, id);
    new EhpcProvider(this, "ehpc", { region: "cn-hangzhou" });
    new NullProvider(this, "null");

    const log = new DataEhpcJobLog(this, "log", {
      clusterId: process.env.CLUSTER_ID ?? "ehpc-hz-FYUr32abcd",
      jobId: process.env.JOB_ID ?? "1.manager",
      tailBytes: 4096,
    });

    // A precondition stops the plan.
    new Resource(this, "publish", {
      triggers: { job: log.id },
      lifecycle: {
        precondition: [
          {
            condition: `\${strcontains(${log.fqn}.stdout, "model saved")}`,
            errorMessage: `The log of job \${${log.fqn}.job_id} does not say that the model was saved.`,
          },
        ],
      },
    });
    // A check only warns. CDKTF has no class for it.
    this.addOverride("check.quiet", {
      assert: [
        {
          condition: `\${${log.fqn}.stderr_size == 0}`,
          error_message: `Job \${${log.fqn}.job_id} wrote to its standard error.`,
        },
      ],
    });
    new TerraformOutput(this, "end-of-log", { value: log.stdout });
  }
}

const app = new App();
new Publish(app, "publish");
app.synth();
