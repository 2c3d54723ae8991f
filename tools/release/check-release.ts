import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { PublicKey } from "openpgp";
import { executablePlatform } from "./executable-platform";
import { MANIFEST } from "./manifest";
import { readZip } from "./read-zip";
import { releaseNames } from "./release-names";
import { readSums, sha256 } from "./sha256-sums";
import { isSignedMachO } from "./sign-mach-o";
import { verifyDetached } from "./signature";
import type { Target } from "./targets";

/** What {@link checkRelease} holds a release against. */
export interface Expected {
  /** Without `v`. */
  readonly version: string;
  readonly targets: readonly Target[];
  /** The key whose signature there has to be; null when there is to be none. */
  readonly key: PublicKey | null;
}

const EXECUTABLE_MODE = 0o100755;

/**
 * Checks the files of a release as the registries of Terraform and OpenTofu ask for them: which there are, what the
 * sums cover, who has signed them, what the manifest says, and what the archives hold.
 *
 * @returns what is wrong, one sentence each; nothing when all is well
 */
export async function checkRelease(folder: string, expected: Expected): Promise<string[]> {
  const names = releaseNames(expected.version);
  const zips = expected.targets.map(({ platform }) => names.zip(platform));
  const wanted = [
    ...zips,
    names.manifest,
    names.sums,
    names.notices,
    names.sbom,
    ...(expected.key === null ? [] : [names.signature]),
  ];
  const present = readdirSync(folder);
  const wrong = [
    ...wanted.filter((name) => !present.includes(name)).map((name) => `${name} is missing.`),
    ...present.filter((name) => !wanted.includes(name)).map((name) => `${name} has no place in a release.`),
  ];
  const read = (name: string) => readFileSync(path.join(folder, name));
  const check = async (name: string, look: () => string[] | Promise<string[]>) => {
    if (!present.includes(name)) {
      return;
    }
    try {
      wrong.push(...(await look()).map((what) => `${name}: ${what}`));
    } catch (error) {
      wrong.push(`${name}: ${error instanceof Error ? error.message : error}.`);
    }
  };
  await check(names.sums, () =>
    checkSums(readSums(read(names.sums).toString()), [...zips, names.manifest], read),
  );
  await check(names.signature, async () => {
    if (expected.key !== null) {
      await verifyDetached(read(names.sums), read(names.signature), expected.key);
    }
    return [];
  });
  await check(names.manifest, () =>
    isDeepStrictEqual(JSON.parse(read(names.manifest).toString()), MANIFEST) ? [] : ["says something else."],
  );
  await check(names.sbom, () => {
    const { bomFormat, metadata } = JSON.parse(read(names.sbom).toString());
    return bomFormat === "CycloneDX" && metadata.component.version === expected.version
      ? []
      : ["is no bill of materials of this version in CycloneDX."];
  });
  for (const target of expected.targets) {
    const zip = names.zip(target.platform);
    await check(zip, () => checkArchive(read(zip), names.executable(target), target));
  }
  return wrong;
}

function checkSums(
  sums: ReadonlyMap<string, string>,
  summed: readonly string[],
  read: (name: string) => Uint8Array,
): string[] {
  return [
    ...summed.filter((name) => !sums.has(name)).map((name) => `${name} is not in it.`),
    ...[...sums].flatMap(([name, sum]) => {
      if (!summed.includes(name)) {
        return [`${name} has no place in it.`];
      }
      return sha256(read(name)) === sum ? [] : [`${name} has another sum.`];
    }),
  ];
}

function checkArchive(archive: Uint8Array, executable: string, { platform }: Target): string[] {
  const entries = readZip(archive);
  const [entry] = entries;
  if (entry === undefined || entries.length > 1 || entry.name !== executable) {
    return [
      `holds ${entries.map(({ name }) => name).join(", ") || "nothing"} instead of ${executable} alone.`,
    ];
  }
  const found = executablePlatform(entry.bytes);
  return [
    ...(entry.mode === EXECUTABLE_MODE ? [] : [`the executable has the mode ${entry.mode?.toString(8)}.`]),
    ...(found === platform ? [] : [`the executable is one for ${found}.`]),
    ...(found.startsWith("darwin") && !isSignedMachO(entry.bytes)
      ? ["its code signature does not match, so macOS would kill it."]
      : []),
  ];
}
