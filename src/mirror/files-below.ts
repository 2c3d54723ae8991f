import { readdirSync, statSync } from "node:fs";
import { join, sep } from "node:path";

/**
 * Names of all files in a folder and its subfolders, relative to it, slash-separated and in byte order.
 *
 * @throws the file system's error when the folder cannot be read.
 */
export function filesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(directory, name)).isFile())
    .map((name) => name.split(sep).join("/"))
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}
