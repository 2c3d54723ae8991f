import { createHash } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const SUM_BYTES = 20;

/** Compiled code of earlier runs, a file for each script. Nothing here throws: without a cache there is only more to do. */
export interface CodeCache {
  /** What was kept of a script; undefined where nothing was, or where it was damaged. */
  read(name: string): Buffer | undefined;
  keep(name: string, code: Buffer): void;
}

/** A cache in a folder; null keeps nothing. V8 itself refuses code of another version, or of other flags. */
export function codeCache(folder: string | null): CodeCache {
  if (folder === null) return { read: () => undefined, keep: () => {} };
  const fileOf = (name: string) => join(folder, `${name}.code`);
  return {
    read(name) {
      try {
        const content = readFileSync(fileOf(name));
        const code = content.subarray(SUM_BYTES);
        // V8 takes code at its word: damaged, it could end the process.
        return content.subarray(0, SUM_BYTES).equals(sumOf(code)) ? code : undefined;
      } catch {
        return undefined;
      }
    },
    keep(name, code) {
      try {
        // Providers start side by side: each file appears whole.
        const unfinished = `${fileOf(name)}.${process.pid}`;
        writeFileSync(unfinished, Buffer.concat([sumOf(code), code]), { mode: 0o600 });
        renameSync(unfinished, fileOf(name));
      } catch {
        // The disk is full, say. The next run tries again.
      }
    },
  };
}

function sumOf(code: Buffer): Buffer {
  return createHash("sha1").update(code).digest();
}
