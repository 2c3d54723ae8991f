import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Installed } from "./install-mirror";
import { writeFile } from "./write-file";

/** The archive of a compiled provider, as a release holds it. */
export interface Archive {
  /** Such as `terraform-provider-ehpc_0.1.0_windows_amd64.zip`. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Folder of the version in a mirror, such as `terraform.local/ehpc/ehpc/0.1.0`. */
  readonly release: string;
  /** Terraform's name of the platform, such as `windows_amd64`. */
  readonly platform: string;
}

/**
 * Puts an archive into a plugin folder as it is: Terraform's packed layout. An archive that is there already is left
 * alone, whatever its bytes.
 *
 * @throws the file system's error
 */
export function installArchive(archive: Archive, directory: string): Installed {
  const name = `${dirname(archive.release)}/${archive.name}`;
  const target = join(directory, name);
  if (existsSync(target)) {
    return { name, outcome: readFileSync(target).equals(archive.bytes) ? "present" : "different" };
  }
  // The script of the same version, for the same platform: Terraform would have two providers to choose from.
  const unpacked = `${archive.release}/${archive.platform}`;
  if (existsSync(join(directory, unpacked))) {
    return { name: unpacked, outcome: "different" };
  }

  const folder = dirname(target);
  mkdirSync(folder, { recursive: true });
  // Terraform passes over a file whose name is none of an archive.
  writeFile(target, archive, folder);
  return { name, outcome: "installed" };
}
