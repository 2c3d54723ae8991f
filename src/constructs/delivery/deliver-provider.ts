import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { ISynthesisSession, TerraformStack } from "cdktf";
import { hashDirectory } from "../../mirror/directory-hash";
import { copyProvider } from "./copy-provider";
import { dropStaleLock } from "./drop-stale-lock";
import { warnOfProviderLocking } from "./lock-step-warning";
import type { ProviderRelease } from "./provider-release";

/** Where `deliverProvider` takes the provider from, and what it knows of its surroundings. */
export interface DeliveryOptions {
  /**
   * The built providers: a Terraform file system mirror.
   *
   * @default - `dist/plugins` of this package
   */
  readonly mirror?: string;
  /**
   * A file whose presence says that the mirror was built in a checkout, where one version has many contents.
   *
   * @default - `dist/development-build` of this package
   */
  readonly developmentMark?: string;
  /**
   * Environment variables.
   *
   * @default - the environment of this process
   */
  readonly env?: NodeJS.ProcessEnv;
}

// Both src/constructs and dist/constructs lie two folders below the package.
const DIST = resolve(__dirname, "../../../dist");

const DEFAULTS: Readonly<Required<DeliveryOptions>> = {
  mirror: join(DIST, "plugins"),
  developmentMark: join(DIST, "development-build"),
  env: process.env,
};

const delivering = new WeakSet<TerraformStack>();

/**
 * Arranges that synthesizing `stack` puts the built provider, for every platform it was built for, into
 * `terraform.d/plugins` of the stack's folder, where Terraform looks without any configuration. Calling it
 * again for the same stack does nothing.
 *
 * It wraps the stack's synthesizer: that alone knows the folder, in `app.synth()` with JSON or HCL and in
 * `Testing.fullSynth`. Synthesis then throws an Error when the provider has not been built.
 */
export function deliverProvider(
  stack: TerraformStack,
  release: ProviderRelease,
  options: DeliveryOptions = {},
): void {
  if (delivering.has(stack)) {
    return;
  }
  delivering.add(stack);

  const { mirror, developmentMark, env } = { ...DEFAULTS, ...options };
  const inner = stack.synthesizer;
  stack.synthesizer = {
    synthesize(session: ISynthesisSession): void {
      const directory = join(session.outdir, session.manifest.forStack(stack).workingDirectory);
      const source = join(mirror, release.address, release.version);
      const platforms = builtPlatforms(source, release);

      if (existsSync(developmentMark)) {
        // Every platform has the same bytes, hence the same hash.
        dropStaleLock(directory, release.address, hashDirectory(join(source, platforms[0])));
      }
      // The synthesizer gathers annotations, so a warning has to stand before it runs.
      warnOfProviderLocking(stack, directory, env);
      inner.synthesize(session);

      const plugins = join(directory, "terraform.d", "plugins");
      for (const platform of platforms) {
        const target = join(plugins, release.address, release.version, platform);
        copyProvider(join(source, platform), target, join(directory, "terraform.d"));
      }
    },
  };
}

/** Platforms such as `linux_amd64` that the release was built for: at least one, else it throws. */
function builtPlatforms(source: string, release: ProviderRelease): [string, ...string[]] {
  const [first, ...others] = existsSync(source) ? readdirSync(source).sort() : [];
  if (first === undefined) {
    throw new Error(
      `Version ${release.version} of the Terraform provider "${release.address}" is not built: there is no ` +
        `folder "${source}" with providers in it. In a checkout of cdktf-provider-ehpc run "npm run build"; ` +
        "elsewhere install the package again.",
    );
  }
  return [first, ...others];
}
