import { App, TerraformStack, TerraformVariable, Testing } from "cdktf";
import { EhpcProvider, type EhpcProviderConfig, JobLookup } from "../../src";
import { temporaryFolder } from "../constructs/temporary-folder";
import { allClis } from "../support/cli";
import { CLUSTER } from "../support/configuration";
import { Workspace } from "../support/workspace";

const ROLE = "acs:ram::123456789012:role/reader";

/** A stack with this provider, in JSON and in HCL. */
function stackWith(
  config: (stack: TerraformStack) => EhpcProviderConfig,
  later = (_: EhpcProvider) => {},
): Record<string, string>[] {
  const stack = new TerraformStack(new App({ outdir: temporaryFolder() }), "publish");
  later(new EhpcProvider(stack, "ehpc", config(stack)));
  new JobLookup(stack, "train", { clusterId: CLUSTER, jobId: "1.manager" });
  return [{ "cdk.tf.json": Testing.synth(stack, true) }, { "cdk.tf": stack.toHclTerraform().hcl }];
}

describe.each(allClis().map((cli) => [cli.name, cli] as const))("with %s", (_, cli) => {
  async function validated(files: Record<string, string>) {
    const workspace = new Workspace(files, {}, cli);
    try {
      await workspace.init();
      return await workspace.run("validate", "-no-color");
    } finally {
      workspace.remove();
    }
  }

  test("every argument of signing in is a property, and the roles are objects", async () => {
    const stacks = stackWith((stack) => {
      const role = new TerraformVariable(stack, "role", { type: "string", default: ROLE });
      return {
        region: "cn-hangzhou",
        profile: "ci",
        sharedCredentialsFile: "~/.aliyun/config.json",
        assumeRole: {
          roleArn: role.stringValue,
          sessionName: "publish",
          sessionExpiration: 900,
          externalId: "partner",
        },
      };
    });
    const oidc = stackWith(() => ({
      region: "cn-hangzhou",
      assumeRoleWithOidc: {
        oidcProviderArn: "acs:ram::123456789012:oidc-provider/ci",
        roleArn: ROLE,
        oidcTokenFile: "/var/run/token",
      },
    }));

    for (const files of [...stacks, ...oidc]) {
      const { text } = await validated(files);
      expect(text).toContain("Success! The configuration is valid.");
    }
  });

  test("a wrong value that a role is given later, unseen by the constructor, is refused at its place", async () => {
    const stacks = stackWith(
      () => ({ region: "cn-hangzhou" }),
      (provider) => {
        provider.assumeRole = { roleArn: ROLE, sessionExpiration: 10 };
      },
    );

    for (const files of stacks) {
      const { status, text } = await validated(files);
      expect(status).not.toBe(0);
      expect(text).toContain("session_expiration");
      expect(text.match(/Error:/g)).toHaveLength(1);
    }
  });
});
