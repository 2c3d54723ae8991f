import { platformOf } from "../../src/mirror/platform";

/** A platform that a compiled provider is made for. */
export interface Target {
  /** Terraform's name of it, which is Go's: `linux_amd64`. */
  readonly platform: string;
  /** What the file name of an executable ends in there. */
  readonly suffix: "" | ".exe";
  /** What `bun build --target` calls it. */
  readonly bunTarget: string;
  /** The npm package with the Bun that a compiled provider of this platform carries. */
  readonly bunPackage: string;
}

/**
 * Every platform of a release. Linux means glibc: a Bun for musl needs the C++ library of the machine, which Alpine's
 * images do not have, and Terraform has one name for both.
 */
export const TARGETS: readonly Target[] = [
  target("darwin_amd64", "darwin-x64"),
  target("darwin_arm64", "darwin-aarch64"),
  target("linux_amd64", "linux-x64"),
  target("linux_arm64", "linux-aarch64"),
  target("windows_amd64", "windows-x64"),
  target("windows_arm64", "windows-aarch64"),
];

/** The platform of this machine; `undefined` where there is no compiled provider for it. */
export function ownTarget(): Target | undefined {
  const own = platformOf(process.platform, process.arch);
  return TARGETS.find(({ platform }) => platform === own);
}

function target(platform: string, bun: string): Target {
  return {
    platform,
    suffix: platform.startsWith("windows") ? ".exe" : "",
    bunTarget: `bun-${bun}`,
    bunPackage: `@oven/bun-${bun}`,
  };
}
