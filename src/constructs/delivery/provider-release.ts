import type { TerraformProvider } from "cdktf";

/** Which provider, and which version of it, a stack asks Terraform for. */
export interface ProviderRelease {
  /** Source address, as in `required_providers`: `host/namespace/type`. */
  readonly address: string;
  /** Exact version, without a leading `v`. */
  readonly version: string;
}

/**
 * Reads the release from a provider construct made by the CDKTF generator: what is placed beside a
 * stack is by construction what that stack requires.
 *
 * @throws Error when the construct names no source or no exact version: then it is none of this package.
 */
export function releaseOf(provider: TerraformProvider): ProviderRelease {
  const address = provider.terraformProviderSource;
  const version = provider.terraformGeneratorMetadata?.providerVersion;
  if (address === undefined || version === undefined) {
    throw new Error(`The provider construct "${provider.node.path}" names no source address or no version.`);
  }
  return { address, version };
}
