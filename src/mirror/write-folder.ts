import { chmodSync, mkdirSync, readFileSync, rmdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { filesBelow } from "./files-below";
import { type FileContent, modeOf, writeFile } from "./write-file";

/** The files of a folder by their path in it, with `/`. */
export type FolderContent = ReadonlyMap<string, FileContent>;

/**
 * Makes a folder hold exactly these files.
 *
 * A file that is already right is left alone, since a running Terraform may be executing it; a changed one is replaced
 * in one step. A file that `files` does not name is removed: every file of a provider's folder counts in its lock-file
 * hash.
 *
 * @param folder made when it does not exist
 * @param files written in this order
 * @param staging existing folder on the same file system, outside of `folder`, for files while they are written.
 * Defaults to the folder that holds `folder`
 * @throws the file system's error, when reading or writing fails
 */
export function writeFolder(folder: string, files: FolderContent, staging = dirname(folder)): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of files) {
    const path = join(folder, name);
    if (!holds(path, content.bytes)) {
      writeFile(path, content, staging);
    } else if ((statSync(path).mode & 0o777) !== modeOf(content)) {
      chmodSync(path, modeOf(content));
    }
  }
  for (const name of filesBelow(folder)) {
    if (!files.has(name)) {
      removeWithEmptyFolders(folder, name);
    }
  }
}

/**
 * The files of a folder and its subfolders.
 *
 * @param isExecutable says of a path whether everybody may execute the file
 * @throws the file system's error when it cannot be read
 */
export function readFolder(folder: string, isExecutable: (name: string) => boolean): FolderContent {
  return new Map(
    filesBelow(folder).map((name) => [
      name,
      { bytes: readFileSync(join(folder, name)), executable: isExecutable(name) },
    ]),
  );
}

function holds(path: string, bytes: Uint8Array): boolean {
  const present = statSync(path, { throwIfNoEntry: false });
  return present?.isFile() === true && present.size === bytes.length && readFileSync(path).equals(bytes);
}

function removeWithEmptyFolders(folder: string, name: string): void {
  rmSync(join(folder, name), { force: true });
  for (let parent = dirname(name); parent !== "."; parent = dirname(parent)) {
    try {
      rmdirSync(join(folder, parent));
    } catch {
      // It holds other files.
      return;
    }
  }
}
