import { App, call, Fn, TerraformOutput, TerraformStack, Token } from "cdktf";
import { EhpcProvider, JobLookup } from "cdktf-provider-ehpc";

/** The provider's functions in TypeScript: CDKTF has no bindings for them, and calls any function by its name. */
class Measure extends TerraformStack {
  constructor(app: App, id: string) {
    super(app, id);
    new EhpcProvider(this, "ehpc", { region: "cn-hangzhou" });

    const train = new JobLookup(this, "train", { clusterId: "ehpc-hz-FYUr32abcd", jobId: "1.manager" });

    // What stands in the arguments may be known to Terraform alone. Token tells TypeScript what the function returns.
    // The resources of a job that reports none are null: 0 then.
    const bytes = call("provider::ehpc::memory_bytes", [train.resources.memory]);
    const memory = Token.asNumber(Fn.try([bytes, 0]));
    new TerraformOutput(this, "memory", { value: memory });

    const indices = Token.asNumberList(call("provider::ehpc::array_indices", ["2-7:2"]));
    new TerraformOutput(this, "indices", { value: indices });

    // An expression of Terraform's language as it stands.
    new TerraformOutput(this, "phase", { value: `\${provider::ehpc::job_phase("CANCELLED by 1000")}` });
  }
}

const app = new App();
new Measure(app, "measure");
app.synth();
