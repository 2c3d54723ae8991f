import { EhpcProviderFunctions } from "../bindings/provider-functions";

/**
 * The provider's functions, with types. Terraform calls them (1.8, OpenTofu 1.7), so their arguments may be known to
 * Terraform alone. The App has to say that no older version runs the stack:
 * `new App({ context: { targetVersions: { terraform: ">=1.8.0" } } })`.
 *
 * @example
 * import { App, TerraformOutput, TerraformStack } from "cdktn";
 * import { EhpcFunctions, EhpcProvider } from "cdktf-provider-ehpc/cdktn";
 *
 * const app = new App({ context: { targetVersions: { terraform: ">=1.8.0" } } });
 * const stack = new TerraformStack(app, "measure");
 * new EhpcProvider(stack, "ehpc", { region: "cn-hangzhou" });
 * const ehpc = new EhpcFunctions();
 * new TerraformOutput(stack, "phase", { value: ehpc.jobPhase("CANCELLED by 1000") });
 */
export class EhpcFunctions extends EhpcProviderFunctions {
  /**
   * @param providerLocalName name of the provider in `required_providers`; `EhpcProvider` makes it `ehpc`
   */
  constructor(providerLocalName = "ehpc") {
    super(providerLocalName);
  }
}
