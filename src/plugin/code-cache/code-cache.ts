import { createHash } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { WRITABLE_BY_OTHERS } from "./cache-folder";

const SUM_BYTES = 20;

/** Ends the name of a file of code; the id of a process comes behind it until the file is whole. */
export const SUFFIX = ".code";

/** Compiled code of earlier runs, a file for each script. Nothing here throws: without a cache there is only more to do. */
export interface CodeCache {
  /** What was kept of a script; undefined where nothing was, or where it was damaged or is not the user's own. */
  read(name: string): Buffer | undefined;
  keep(name: string, code: Buffer): void;
}

/**
 * A cache in a folder that is the user's alone; null keeps nothing. V8 itself refuses code of another version, or of
 * other flags.
 */
export function codeCache(folder: string | null, userId: number | undefined): CodeCache {
  if (folder === null) return { read: () => undefined, keep: () => {} };
  const fileOf = (name: string) => join(folder, `${name}${SUFFIX}`);
  return {
    read(name) {
      try {
        const content = readOwn(fileOf(name), userId);
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
        writeFileSync(unfinished, Buffer.concat([sumOf(code), code]), { mode: 0o600, flag: "wx" });
        renameSync(unfinished, fileOf(name));
      } catch {
        // The disk is full, say. The next run tries again.
      }
    },
  };
}

/** The content of a file that is the user's own. Of the opened file, not of its name: another may stand there by then. */
function readOwn(path: string, userId: number | undefined): Buffer {
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const stats = fstatSync(file);
    if (!stats.isFile() || stats.uid !== userId || stats.mode & WRITABLE_BY_OTHERS) {
      throw new Error("not the user's own");
    }
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

function sumOf(code: Buffer): Buffer {
  return createHash("sha1").update(code).digest();
}
