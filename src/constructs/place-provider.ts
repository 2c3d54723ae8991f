import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { filesBelow } from "../mirror/files-below";

// npm does not keep the executable bit of every file, and Terraform reports its absence only on first use.
const MODE = 0o755;

/**
 * Makes the folder `target` hold exactly the files of `source`, each with mode 0755.
 *
 * A file that is already the same is left alone, since a running Terraform may be executing it. One that
 * differs is written elsewhere and renamed into place, so that nobody ever sees half of it. Files that
 * `source` does not have are removed: every file of a package counts in its lock-file hash.
 *
 * @param source folder of a built provider for one platform
 * @param target folder of that platform beside the stack; made when it does not exist
 * @param staging existing folder on the same file system for files being written, outside of `target`
 * @throws the file system's error, when reading or writing fails
 */
export function placeProvider(source: string, target: string, staging: string): void {
  mkdirSync(target, { recursive: true });
  const wanted = new Set(filesBelow(source));
  for (const name of wanted) {
    placeFile(join(source, name), join(target, name), staging);
  }
  for (const name of filesBelow(target)) {
    if (!wanted.has(name)) {
      rmSync(join(target, name));
    }
  }
}

function placeFile(source: string, target: string, staging: string): void {
  const bytes = readFileSync(source);
  const present = statSync(target, { throwIfNoEntry: false });
  if (present?.isFile() && present.size === bytes.length && readFileSync(target).equals(bytes)) {
    if ((present.mode & 0o777) !== MODE) {
      chmodSync(target, MODE);
    }
    return;
  }
  const draft = mkdtempSync(join(staging, ".placing-"));
  try {
    const file = join(draft, "file");
    writeFileSync(file, bytes);
    // The mode given to writeFile is cut by the umask.
    chmodSync(file, MODE);
    mkdirSync(dirname(target), { recursive: true });
    renameSync(file, target);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
