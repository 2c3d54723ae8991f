import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type FolderContent, readFolder, writeFolder } from "./write-folder";

/** What became of one version of a provider. */
export interface Installed {
  /** Its folder in the mirror, such as `terraform.local/ehpc/ehpc/0.1.0`. */
  name: string;
  /** `different`: the directory holds other bytes under the same version, and they were left alone. */
  outcome: "installed" | "present" | "replaced" | "different";
}

/**
 * Copies every version in a Terraform filesystem mirror into `directory`. A version appears complete or not at all;
 * other versions stay. Whatever the modes in the mirror, everybody may read all files and execute the providers.
 *
 * @param replace whether other bytes of the same version may be replaced: they invalidate lock files
 * @throws the file system's error
 */
export function installMirror(
  mirror: string,
  directory: string,
  { replace }: { replace: boolean },
): Installed[] {
  return versionsIn(mirror).map((name) => ({
    name,
    outcome: installVersion(join(mirror, name), join(directory, name), replace),
  }));
}

/** HOST/NAMESPACE/TYPE/VERSION of each version, the layout of Terraform's unpacked mirrors. */
export function versionsIn(mirror: string): string[] {
  let names = [""];
  for (let level = 0; level < 4; level += 1) {
    names = names.flatMap((name) =>
      readdirSync(join(mirror, name), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => (name === "" ? entry.name : `${name}/${entry.name}`)),
    );
  }
  return names.sort();
}

function installVersion(source: string, target: string, replace: boolean): Installed["outcome"] {
  const files = readFolder(source, isProvider);
  const present = existsSync(target) ? readFolder(target, isProvider) : null;
  if (present !== null && isSame(present, files)) {
    // An archive or a strict umask on the way may have taken the modes away.
    writeFolder(target, files);
    return "present";
  }
  if (present !== null && !replace) {
    return "different";
  }

  // Terraform skips folders whose names are no versions: it never takes a half-made copy for one.
  const parent = dirname(target);
  const copy = join(parent, `.new-${randomUUID()}`);
  const former = join(parent, `.former-${randomUUID()}`);
  mkdirSync(parent, { recursive: true });
  try {
    writeFolder(copy, files);
    if (present !== null) {
      renameSync(target, former);
    }
    renameSync(copy, target);
  } finally {
    rmSync(copy, { recursive: true, force: true });
    rmSync(former, { recursive: true, force: true });
  }
  return present === null ? "installed" : "replaced";
}

function isProvider(name: string): boolean {
  return basename(name).startsWith("terraform-provider-");
}

function isSame(one: FolderContent, other: FolderContent): boolean {
  return (
    one.size === other.size &&
    [...one].every(([name, { bytes }]) => {
      const { bytes: others } = other.get(name) ?? {};
      return others !== undefined && Buffer.compare(bytes, others) === 0;
    })
  );
}
