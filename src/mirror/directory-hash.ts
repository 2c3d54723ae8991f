import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow } from "./files-below";

/**
 * The hash by which Terraform's lock file knows an unpacked provider package: `h1:` and base64 text.
 *
 * It is Go's `dirhash.Hash1`: SHA-256 over one line per file, sorted by name, each of the file's own SHA-256
 * in hex, two spaces and its slash-separated name (golang.org/x/mod/sumdb/dirhash).
 *
 * @throws the file system's error when the folder cannot be read.
 */
export function hashDirectory(directory: string): string {
  const whole = createHash("sha256");
  for (const name of filesBelow(directory)) {
    const file = createHash("sha256")
      .update(readFileSync(join(directory, name)))
      .digest("hex");
    whole.update(`${file}  ${name}\n`);
  }
  return `h1:${whole.digest("base64")}`;
}
