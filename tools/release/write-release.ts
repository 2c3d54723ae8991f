import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { PrivateKey } from "openpgp";
import { manifestText } from "./manifest";
import { releaseNames } from "./release-names";
import { sha256, sumsText } from "./sha256-sums";
import { signDetached } from "./signature";
import type { Target } from "./targets";
import { zipExecutable } from "./zip-executable";

/** What {@link writeRelease} is given. */
export interface ReleaseOptions {
  /** Without `v`. */
  readonly version: string;
  readonly targets: readonly Target[];
  /** Makes the executable of a platform; asked for one after the other, since each takes 100 MB. */
  readonly executable: (target: Target) => Uint8Array;
  /** Null leaves the release without a signature: good for a mirror, refused by the registries. */
  readonly key: PrivateKey | null;
  /** Licences of what the executables hold. */
  readonly notices: string;
  /** Bill of materials, in CycloneDX. */
  readonly sbom: string;
  /** Told about each file. */
  readonly say: (line: string) => void;
}

/** Fills a folder with the files of a release, and with nothing else. */
export async function writeRelease(
  folder: string,
  { version, targets, executable, key, notices, sbom, say }: ReleaseOptions,
): Promise<void> {
  const names = releaseNames(version);
  const sums = new Map<string, string>();
  const write = (name: string, bytes: Uint8Array) => {
    writeFileSync(path.join(folder, name), bytes);
    say(`${name}  ${(bytes.length / 1024 ** 2).toFixed(1)} MiB`);
  };
  const writeSummed = (name: string, bytes: Uint8Array) => {
    write(name, bytes);
    sums.set(name, sha256(bytes));
  };
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    rmSync(path.join(folder, name), { recursive: true });
  }

  for (const target of targets) {
    writeSummed(names.zip(target.platform), zipExecutable(names.executable(target), executable(target)));
  }
  writeSummed(names.manifest, Buffer.from(manifestText()));
  write(names.notices, Buffer.from(notices));
  write(names.sbom, Buffer.from(sbom));
  const text = Buffer.from(sumsText(sums));
  write(names.sums, text);
  if (key !== null) {
    write(names.signature, await signDetached(text, key));
  }
}
