import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Archive } from "../../mirror/install-archive";
import { CommandError, ExitCode } from "../terminal/terminal";

/**
 * Reads the archive of a compiled provider. It has to have the name that a release gives it, and the sum that the
 * SHA256SUMS beside it names, where there is one. Throws Node's own errors, too.
 *
 * @param path of the archive
 * @param release folder of the version in a mirror, such as `terraform.local/ehpc/ehpc/0.1.0`
 * @throws CommandError when it is not an archive of that version, or was changed
 */
export function readArchive(path: string, release: string): Archive {
  const platform = platformOf(path, release);
  const bytes = readFileSync(path);
  refuseOtherSum(path, bytes, release);
  return { name: basename(path), bytes, release, platform };
}

/** Stem of the names of a release's files: `terraform-provider-ehpc_0.1.0`. */
export function releaseStem(release: string): string {
  return `terraform-provider-${basename(dirname(release))}_${basename(release)}`;
}

function platformOf(archive: string, release: string): string {
  const stem = releaseStem(release);
  const name = basename(archive);
  const platform = name.slice(stem.length + 1, -".zip".length);
  if (name === `${stem}_${platform}.zip` && /^[a-z]+_[a-z0-9]+$/.test(platform)) {
    return platform;
  }
  throw new CommandError(
    ExitCode.usage,
    `${archive} is not an archive of this version: its name must be ${stem}_<platform>.zip.`,
  );
}

function refuseOtherSum(archive: string, bytes: Uint8Array, release: string): void {
  const sums = join(dirname(archive), `${releaseStem(release)}_SHA256SUMS`);
  if (!existsSync(sums)) {
    return;
  }
  const sum = createHash("sha256").update(bytes).digest("hex");
  const lines = readFileSync(sums, "utf8").split("\n");
  if (lines.includes(`${sum}  ${basename(archive)}`)) {
    return;
  }
  throw new CommandError(
    ExitCode.failed,
    `${archive} does not match ${sums}: its SHA-256 is ${sum}. Download it again.`,
  );
}
