import { readdirSync } from "node:fs";
import { join, sep } from "node:path";

/**
 * Names of all files in a folder and its subfolders, relative to it, slash-separated and in byte order.
 *
 * @throws the file system's error when the folder cannot be read.
 */
export function filesBelow(folder: string): string[] {
  return (
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      // `parentPath` came with Node.js 20.12, and `path` went with 24.
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
      .map((file) => file.slice(join(folder, sep).length).split(sep).join("/"))
      .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  );
}
