import { join } from "node:path";
import { Annotations, type TerraformStack } from "cdktf";
import { LOCK_FILE, lockedProviders, readLockFile } from "./lock-file";

// The CDKTF command sets this one, and it alone, for the program that it synthesizes with.
const UNDER_CDKTF_CLI = "CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS";
// The command reads each of its options from an environment variable also; only "true" turns one on.
const SKIP_PROVIDER_LOCK = "CDKTF_SKIP_PROVIDER_LOCK";

/**
 * Warns on the stack when `cdktf diff`, `deploy` or `destroy` would fail in its provider-locking step.
 *
 * After `terraform init` the CDKTF command runs `terraform providers lock` if the stack's lock file lacks a
 * required provider. That asks each provider's registry and knows no local mirror, so it fails for a
 * provider that comes with an npm package, although `init` has found it. The command's own option
 * `--skip-provider-lock` cannot be seen from here, hence the warning says it as a condition.
 *
 * @param directory folder of the synthesized stack
 * @param env environment variables of this process
 */
export function warnOfProviderLocking(
  stack: TerraformStack,
  directory: string,
  env: NodeJS.ProcessEnv,
): void {
  if (env[UNDER_CDKTF_CLI] === undefined || env[SKIP_PROVIDER_LOCK] === "true") {
    return;
  }
  const missing = unlockedProviders(stack, directory);
  if (missing.length > 0) {
    Annotations.of(stack).addWarning(
      `The lock file of this stack lacks ${missing.join(", ")}. Without --skip-provider-lock, "cdktf diff", ` +
        '"deploy" and "destroy" will ask a registry for them and fail ("could not retrieve providers for ' +
        'locking"), because the ehpc provider comes with the npm package. The cure, once per shell: ' +
        `export ${SKIP_PROVIDER_LOCK}=true`,
    );
  }
}

/** Addresses that the stack requires and its lock file lacks, by the rule of the CDKTF command. */
function unlockedProviders(stack: TerraformStack, directory: string): string[] {
  const locked = lockedProviders(readLockFile(join(directory, LOCK_FILE)));
  const required = stack.allProviders().map((provider) => ({
    address: fullAddress(provider.terraformProviderSource ?? provider.terraformResourceType),
    version: provider.terraformGeneratorMetadata?.providerVersion,
  }));
  const missing = required.filter(
    ({ address, version }) =>
      !locked.some(
        (provider) =>
          provider.address === address &&
          provider.constraints !== undefined &&
          admits(provider.constraints, version),
      ),
  );
  return [...new Set(missing.map(({ address }) => address))].sort();
}

// The command takes a source without a host for one of Terraform's registry, OpenTofu or not.
function fullAddress(source: string): string {
  const parts = source.split("/");
  return ["registry.terraform.io", "hashicorp"]
    .slice(0, 3 - parts.length)
    .concat(parts)
    .join("/");
}

// Generated providers require one exact version. A range needs no verdict here: no warning is better than a wrong one.
function admits(constraints: string, version: string | undefined): boolean {
  return version === undefined || !/^[\d.]+$/.test(constraints) || constraints === version;
}
