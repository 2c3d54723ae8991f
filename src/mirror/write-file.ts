import { randomUUID } from "node:crypto";
import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A file to be: its bytes, and whether everybody may execute it. */
export interface FileContent {
  readonly bytes: Uint8Array;
  /** @default false */
  readonly executable?: boolean;
}

/** The mode of a file, whatever the umask of the process that writes it. */
export function modeOf({ executable = false }: FileContent): number {
  return executable ? 0o755 : 0o644;
}

/**
 * Writes a file in one step: it is written elsewhere and renamed into place. Nobody sees half of it, and a process that
 * runs the former file keeps it.
 *
 * @param path of the file; its folder is made when it does not exist
 * @param staging existing folder on the same file system for the file while it is written
 * @throws the file system's error, and leaves nothing behind in `staging`
 */
export function writeFile(path: string, content: FileContent, staging: string): void {
  const draft = join(staging, `.writing-${randomUUID()}`);
  try {
    writeFileSync(draft, content.bytes);
    // The mode given to writeFileSync is cut by the umask.
    chmodSync(draft, modeOf(content));
    mkdirSync(dirname(path), { recursive: true });
    renameSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}
