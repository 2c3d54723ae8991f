import { randomUUID } from "node:crypto";
import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { systemCodeOf } from "../base/system-error";

/** What became of one version of a provider. */
export interface Installed {
  /** Its folder in the mirror, such as `terraform.local/ehpc/ehpc/0.1.0`. */
  name: string;
  /** `different`: the directory holds other bytes under the same version, and they were left alone. */
  outcome: "installed" | "present" | "replaced" | "different";
}

/**
 * Copies every version in a Terraform filesystem mirror into `directory`. A version appears complete or not at all;
 * other versions stay. Whatever the modes in the mirror, executables are such for everybody. Throws Node's own errors.
 *
 * @param replace whether other bytes of the same version may be replaced: they invalidate lock files.
 */
export async function installMirror(
  mirror: string,
  directory: string,
  { replace }: { replace: boolean },
): Promise<Installed[]> {
  const installed: Installed[] = [];
  for (const name of await versionsIn(mirror)) {
    installed.push({
      name,
      outcome: await installVersion(join(mirror, name), join(directory, name), replace),
    });
  }
  return installed;
}

/** HOST/NAMESPACE/TYPE/VERSION of each version, the layout of Terraform's unpacked mirrors. */
export async function versionsIn(mirror: string): Promise<string[]> {
  let names = [""];
  for (let level = 0; level < 4; level += 1) {
    const deeper = names.map(async (name) => {
      const entries = await readdir(join(mirror, name), { withFileTypes: true });
      return entries
        .filter((entry) => entry.isDirectory())
        .map((entry) => (name === "" ? entry.name : `${name}/${entry.name}`));
    });
    names = (await Promise.all(deeper)).flat();
  }
  return names.sort();
}

async function installVersion(
  source: string,
  target: string,
  replace: boolean,
): Promise<Installed["outcome"]> {
  const before = await contentOf(target);
  const after = await contentOf(source);
  if (before !== null && after !== null && isSame(before, after)) {
    await makeExecutable(target, before.keys());
    return "present";
  }
  if (before !== null && !replace) return "different";

  // Terraform passes over folders whose names are no versions, so that a half-made copy is never taken for one.
  const parent = dirname(target);
  const copy = join(parent, `.new-${randomUUID()}`);
  const former = join(parent, `.former-${randomUUID()}`);
  await mkdir(parent, { recursive: true });
  try {
    await cp(source, copy, { recursive: true });
    await makeExecutable(copy, after?.keys() ?? []);
    if (before !== null) await rename(target, former);
    await rename(copy, target);
  } finally {
    await rm(copy, { recursive: true, force: true });
    await rm(former, { recursive: true, force: true });
  }
  return before === null ? "installed" : "replaced";
}

/** An archive or a strict umask on the way may have taken the modes away. What is right already is not touched. */
async function makeExecutable(folder: string, files: Iterable<string>): Promise<void> {
  for (const file of files) {
    const path = join(folder, file);
    if (!basename(file).startsWith("terraform-provider-")) continue;
    if (((await stat(path)).mode & 0o777) !== 0o755) await chmod(path, 0o755);
  }
}

/** The files below a folder; `null` where there is no such folder. */
async function contentOf(folder: string): Promise<ReadonlyMap<string, Buffer> | null> {
  const content = new Map<string, Buffer>();
  try {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isDirectory()) continue;
      const file = join(entry.parentPath ?? entry.path, entry.name);
      content.set(file.slice(folder.length), await readFile(file));
    }
    return content;
  } catch (error) {
    if (systemCodeOf(error) === "ENOENT") return null;
    throw error;
  }
}

function isSame(one: ReadonlyMap<string, Buffer>, other: ReadonlyMap<string, Buffer>): boolean {
  return (
    one.size === other.size && [...one].every(([file, bytes]) => other.get(file)?.equals(bytes) === true)
  );
}
