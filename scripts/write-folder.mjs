import { chmod, mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, join, sep } from "node:path";

/**
 * A file to be: its bytes, and whether it can be executed.
 *
 * @typedef {{ bytes: Uint8Array, executable?: boolean }} FileContent
 */

/**
 * Makes a folder hold exactly these files. A file that is right already is left alone and a changed one is replaced in
 * one step, so that whatever runs from the folder meanwhile never sees half a file.
 *
 * @param {string} folder
 * @param {ReadonlyMap<string, FileContent>} files - by path in the folder, with `/`; written in this order
 */
export async function writeFolder(folder, files) {
  for (const [name, { bytes, executable = false }] of files) {
    const path = join(folder, name);
    if (!(await holds(path, bytes))) await replace(folder, path, bytes);
    await chmod(path, executable ? 0o755 : 0o644);
  }
  for (const name of await filesBelow(folder)) {
    if (!files.has(name)) await removeWithEmptyFolders(folder, name);
  }
}

/** Paths of all files in a folder and the folders below it, with `/`, sorted. */
export async function filesBelow(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return (
    entries
      .filter((entry) => !entry.isDirectory())
      // `parentPath` came with Node.js 20.12, and `path` went with 24.
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
      .map((file) => file.slice(join(folder, sep).length).replaceAll(sep, "/"))
      .sort()
  );
}

async function holds(path, bytes) {
  const present = await readFile(path).catch(() => null);
  return present?.equals(bytes) === true;
}

async function replace(folder, path, bytes) {
  await mkdir(dirname(path), { recursive: true });
  // Beside the folder, not in it: Terraform hashes every file it finds in a provider's folder.
  const draft = `${folder}.writing-${process.pid}`;
  await writeFile(draft, bytes);
  await rename(draft, path).catch(async (error) => {
    await rm(draft, { force: true });
    throw error;
  });
}

async function removeWithEmptyFolders(folder, name) {
  await rm(join(folder, name), { force: true });
  for (let parent = dirname(name); parent !== "."; parent = dirname(parent)) {
    const removed = await rmdir(join(folder, parent)).then(
      () => true,
      () => false,
    );
    if (!removed) return;
  }
}
