import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Installed } from "../mirror/install-mirror";
import { CommandError, ExitCode } from "./terminal";

/**
 * Puts the archive of a compiled provider into a plugin folder as it is: Terraform's packed layout. The archive has to
 * have the name that a release gives it, and the sum that the SHA256SUMS beside it names, where there is one.
 * Throws Node's own errors, too.
 *
 * @param release folder of the version in a mirror, such as `terraform.local/ehpc/ehpc/0.1.0`
 * @throws CommandError when it is not an archive of that version, or was changed
 */
export async function installArchive(
  archive: string,
  release: string,
  directory: string,
): Promise<Installed> {
  const platform = platformOf(archive, release);
  const bytes = await readFile(archive);
  await refuseOtherSum(archive, bytes, release);
  const name = `${dirname(release)}/${basename(archive)}`;
  const target = join(directory, name);
  if (existsSync(target)) {
    return { name, outcome: (await readFile(target)).equals(bytes) ? "present" : "different" };
  }
  // The script of the same version, for the same platform: Terraform would have two providers to choose from.
  const unpacked = `${release}/${platform}`;
  if (existsSync(join(directory, unpacked))) return { name: unpacked, outcome: "different" };

  await mkdir(dirname(target), { recursive: true });
  // Terraform passes over files whose names are none of an archive.
  const copy = join(dirname(target), `.new-${randomUUID()}`);
  try {
    await writeFile(copy, bytes);
    await rename(copy, target);
  } finally {
    await rm(copy, { force: true });
  }
  return { name, outcome: "installed" };
}

/** Stem of the names of a release's files: `terraform-provider-ehpc_0.1.0`. */
export function releaseStem(release: string): string {
  return `terraform-provider-${basename(dirname(release))}_${basename(release)}`;
}

function platformOf(archive: string, release: string): string {
  const stem = releaseStem(release);
  const name = basename(archive);
  const platform = name.slice(stem.length + 1, -".zip".length);
  if (name === `${stem}_${platform}.zip` && /^[a-z]+_[a-z0-9]+$/.test(platform)) return platform;
  throw new CommandError(
    ExitCode.usage,
    `${archive} is no archive of this version: the name of one begins with ${stem}_ and ends with the platform and .zip.`,
  );
}

async function refuseOtherSum(archive: string, bytes: Uint8Array, release: string): Promise<void> {
  const sums = join(dirname(archive), `${releaseStem(release)}_SHA256SUMS`);
  if (!existsSync(sums)) return;
  const sum = createHash("sha256").update(bytes).digest("hex");
  const lines = (await readFile(sums, "utf8")).split("\n");
  if (lines.includes(`${sum}  ${basename(archive)}`)) return;
  throw new CommandError(
    ExitCode.failed,
    `${archive} is not what ${sums} names: its SHA-256 is ${sum}. Download it again.`,
  );
}
