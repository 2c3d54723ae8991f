import { App, DataResource, TerraformOutput, TerraformStack, Testing } from "cdktn";
import { EhpcProvider, Job } from "../../src";
import { EhpcFunctions, EphemeralEhpcJobLog } from "../../src/cdktn/kit/further-exports";
import { temporaryFolder } from "../constructs/temporary-folder";

const clusterId = "ehpc-hz-FYUr32abcd";

function aStack(context?: Record<string, unknown>): TerraformStack {
  const stack = new TerraformStack(new App({ outdir: temporaryFolder(), context }), "publish");
  new EhpcProvider(stack, "ehpc");
  return stack;
}

function useFunction(stack: TerraformStack): void {
  new TerraformOutput(stack, "phase", { value: new EhpcFunctions().jobPhase("Completed") });
}

function useLog(stack: TerraformStack): void {
  const log = new EphemeralEhpcJobLog(stack, "train", { clusterId, jobId: "1.manager", logType: "stdout" });
  const environment = { LOG: log.stdout };
  new DataResource(stack, "publish", {
    provisioners: [{ type: "local-exec", command: "true", environment }],
  });
}

function usePassword(stack: TerraformStack): void {
  const command = { clusterId, jobName: "train", commandLine: "/bin/train" };
  new Job(stack, "train", { ...command, runAsUser: "user1", runAsUserPassword: `\${var.password}` });
}

test.each([
  ["a function of the provider", useFunction, "functions of the provider", ">=1.8.0", ">=1.7.0"],
  ["an ephemeral log", useLog, "ephemeral resources", ">=1.10.0", ">=1.11.0"],
  ["a password", usePassword, "runAsUserPassword", ">=1.11.0", ">=1.11.0"],
])("a stack with %s says which versions the App has to name", (_, use, what, terraform, opentofu) => {
  const stack = aStack();
  use(stack);

  expect(() => Testing.synth(stack, true)).toThrow(
    `The stack "publish" uses ${what}, which older versions do not know: give the App the versions that will run it, ` +
      `new App({ context: { targetVersions: { terraform: "${terraform}", opentofu: "${opentofu}" } } }), or one of the two.`,
  );
});

test("two such things are named with the newest version that they need", () => {
  const stack = aStack();
  useFunction(stack);
  usePassword(stack);

  expect(() => Testing.synth(stack, true)).toThrow(
    /uses functions of the provider and runAsUserPassword, .*terraform: ">=1\.11\.0"/,
  );
});

test.each([useFunction, useLog, usePassword])(
  "with the versions that the message names, synthesis succeeds",
  (use) => {
    const stack = aStack({ targetVersions: { terraform: ">=1.11.0", opentofu: ">=1.11.0" } });
    use(stack);

    expect(() => Testing.synth(stack, true)).not.toThrow();
  },
);

test("functions and ephemeral logs are written as Terraform reads them", () => {
  const stack = aStack({ targetVersions: { terraform: ">=1.10.0" } });
  useFunction(stack);
  useLog(stack);

  expect(JSON.parse(Testing.synth(stack, true))).toMatchObject({
    output: { phase: { value: `\${provider::ehpc::job_phase("Completed")}` } },
    ephemeral: { ehpc_job_log: { train: { job_id: "1.manager", log_type: "stdout" } } },
    resource: {
      terraform_data: {
        publish: {
          provisioner: [
            { "local-exec": { environment: { LOG: `\${ephemeral.ehpc_job_log.train.stdout}` } } },
          ],
        },
      },
    },
  });
});

test("a stack without such things needs no versions", () => {
  const stack = aStack();
  new Job(stack, "train", { clusterId, jobName: "train", commandLine: "/bin/train" });

  expect(() => Testing.synth(stack, true)).not.toThrow();
});
