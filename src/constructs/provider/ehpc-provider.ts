import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { EhpcProvider as EhpcProviderBinding, type EhpcProviderConfig } from "../bindings/provider";
import { deliverProvider } from "../delivery/deliver-provider";
import { releaseOf } from "../delivery/provider-release";
import { keepDependencies } from "../dependencies/keep-dependencies";
import { requireTargetVersions } from "../kit/target-versions";
import { checkProvider } from "./check-provider";
import { refuseSharedNames } from "./refuse-shared-names";

export type {
  EhpcProviderAssumeRole,
  EhpcProviderAssumeRoleWithOidc,
  EhpcProviderConfig,
} from "../bindings/provider";

/**
 * Configures the `ehpc` provider of a stack, and brings it along: when the stack is synthesized, the provider
 * that this package contains is placed in the stack's folder under `terraform.d/plugins`, where
 * `terraform init` finds it without a registry. What is not given here the provider reads from the
 * environment variables that the `alicloud` provider also knows.
 *
 * Start Terraform in the stack's folder, as the command of CDKTF does: with `-chdir` Terraform (1.5 to 1.15; not
 * OpenTofu) looks for `terraform.d` where it was started.
 *
 * The constructor throws an Error for arguments that Terraform would refuse.
 * Synthesis throws an Error when two resources of the stack have one name in Terraform and one of them is a gate or
 * anything else of this provider; and when the package lacks the built provider, which happens only in a checkout
 * before `npm run build`.
 *
 * @example
 * import { App, TerraformStack } from "cdktf";
 * import { EhpcProvider } from "cdktf-provider-ehpc";
 *
 * const stack = new TerraformStack(new App(), "publish");
 * new EhpcProvider(stack, "ehpc", { region: "cn-hangzhou" });
 *
 * @example
 * import { App, TerraformStack } from "cdktf";
 * import { EhpcProvider } from "cdktf-provider-ehpc";
 *
 * // A profile of the aliyun command's configuration signs in, and assumes a role.
 * const stack = new TerraformStack(new App(), "publish");
 * new EhpcProvider(stack, "ehpc", {
 *   region: "cn-hangzhou",
 *   profile: "ci",
 *   assumeRole: { roleArn: "acs:ram::123456789012:role/reader", sessionExpiration: 900 },
 * });
 */
export class EhpcProvider extends EhpcProviderBinding {
  constructor(scope: Construct, id: string, config: EhpcProviderConfig = {}) {
    checkProvider(`EhpcProvider "${id}"`, config);
    super(scope, id, config);
    const stack = TerraformStack.of(this);
    deliverProvider(stack, releaseOf(this));
    keepDependencies(stack);
    refuseSharedNames(stack);
    requireTargetVersions(stack);
  }
}
