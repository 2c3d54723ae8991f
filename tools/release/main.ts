// `npm run release [-- PLATFORM...]`: compiled providers for every platform, or those named (`own`: this machine's),
// into release/, as the registries of Terraform and OpenTofu ask for them. docs/guides/releasing.md says how it is used.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { version } from "../../package.json";
import { allClis } from "../../scripts/terraform/cli";
import { bunRuntime } from "./bun-runtime";
import { checkRelease } from "./check-release";
import { compileProvider } from "./compile-provider";
import { releaseNotices } from "./notices";
import { releaseNames } from "./release-names";
import { releaseSbom } from "./sbom";
import { signMachO } from "./sign-mach-o";
import { readSigningKey } from "./signature";
import { ownTarget, TARGETS, type Target } from "./targets";
import { tryRelease } from "./try-release";
import { writeRelease } from "./write-release";

const FOLDER = path.resolve(__dirname, "../../release");

async function main(platforms: readonly string[]): Promise<void> {
  const targets = targetsOf(platforms);
  const { GPG_PRIVATE_KEY: armored, GPG_PASSPHRASE: passphrase } = process.env;
  const key = armored ? await readSigningKey(armored, passphrase) : null;
  const work = mkdtempSync(path.join(tmpdir(), "ehpc-release-"));
  try {
    const executable = (target: Target) => compile(target, work);
    const notices = releaseNotices();
    const sbom = releaseSbom();
    await writeRelease(FOLDER, { version, targets, executable, key, notices, sbom, say: console.log });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  const wrong = await checkRelease(FOLDER, { version, targets, key: key?.toPublic() ?? null });
  if (wrong.length > 0) {
    throw new Error(wrong.join("\n"));
  }
  console.log("\nNames, sums, manifest and archives are as the registries ask.");
  console.log(
    key === null
      ? "There is no signature, without which the registries take no release: set GPG_PRIVATE_KEY."
      : `The signature is one of the key ${key.getFingerprint().toUpperCase()}.`,
  );
  tryOwn(targets);
}

function targetsOf(platforms: readonly string[]): readonly Target[] {
  if (platforms.length === 0) {
    return TARGETS;
  }
  return platforms.map((platform) => {
    const target = platform === "own" ? ownTarget() : TARGETS.find((one) => one.platform === platform);
    if (target !== undefined) {
      return target;
    }
    const known = TARGETS.map((one) => one.platform).join(", ");
    throw new Error(`${platform} is none of ${known}.`);
  });
}

function compile(target: Target, work: string): Uint8Array {
  const outFile = path.join(work, "out", releaseNames(version).executable(target));
  const runtimes = mkdtempSync(path.join(work, "bun-"));
  compileProvider({ outFile, target, runtime: bunRuntime(target, runtimes) });
  rmSync(runtimes, { recursive: true });
  const executable = readFileSync(outFile);
  return target.platform.startsWith("darwin") ? signMachO(executable, "terraform-provider-ehpc") : executable;
}

function tryOwn(targets: readonly Target[]): void {
  const own = ownTarget()?.platform;
  const foreign = targets.map(({ platform }) => platform).filter((platform) => platform !== own);
  if (own !== undefined && foreign.length < targets.length) {
    for (const cli of allClis()) {
      const sources = tryRelease(FOLDER, version, own, cli);
      if (!sources.includes("ehpc_job")) {
        throw new Error(`${cli.name} finds no ehpc_job in the provider for ${own}.`);
      }
      console.log(`${cli.name} installs the archive for ${own} and runs the provider.`);
    }
  }
  if (foreign.length > 0) {
    console.log(`Not run, since this machine cannot: ${foreign.join(", ")}.`);
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(`The release failed: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
});
