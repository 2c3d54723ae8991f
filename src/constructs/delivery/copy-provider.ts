import { readFolder, writeFolder } from "../../mirror/write-folder";

/**
 * Makes the folder `target` hold exactly the files of `source`, each with mode 0755.
 *
 * @param source folder of a built provider for one platform
 * @param target folder of that platform beside the stack; made when it does not exist
 * @param staging existing folder on the same file system for files being written, outside of `target`
 * @throws the file system's error, when reading or writing fails
 */
export function copyProvider(source: string, target: string, staging: string): void {
  // npm does not keep the executable bit of every file, and Terraform reports its absence only on first use.
  writeFolder(
    target,
    readFolder(source, () => true),
    staging,
  );
}
