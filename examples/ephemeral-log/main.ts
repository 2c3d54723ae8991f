import { App, DataResource, TerraformStack } from "cdktf";
import { EhpcProvider } from "cdktf-provider-ehpc";

/** Hands what a job wrote to a command. Neither Terraform's plan nor its state holds a word of it. */
class Publish extends TerraformStack {
  constructor(app: App, id: string) {
    super(app, id);
    new EhpcProvider(this, "ehpc", { region: "cn-hangzhou" });

    // CDKTF 0.21 has no class for ephemeral resources. What is written here is in the stack as it stands.
    this.addOverride("ephemeral.ehpc_job_log.train", {
      cluster_id: process.env.CLUSTER_ID ?? "ehpc-hz-FYUr32abcd",
      job_id: process.env.JOB_ID ?? "1.manager",
      log_type: "stdout",
      tail_bytes: 4096,
    });
    new DataResource(this, "publish", {
      provisioners: [
        {
          type: "local-exec",
          // The last line of the log.
          command: 'printf "%s" "$LOG" | tail -n 1 > summary.txt',
          environment: { LOG: `\${ephemeral.ehpc_job_log.train.stdout}` },
        },
      ],
    });
  }
}

const app = new App();
new Publish(app, "publish");
app.synth();
